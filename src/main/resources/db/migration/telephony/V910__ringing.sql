alter table call
  -- null: the caller hides his number
  alter column phone drop not null,
  add column state text not null default 'ended' check (state in ('ringing', 'answered', 'unknown', 'ended')),
  add column answered_at timestamptz,
  add column ended_at timestamptz,
  -- the numbers inside the exchange that it has rung at
  add column extensions text[] not null default '{}',
  -- on whose screens it rings, and who of them does not want to see it
  add column rung text[] not null default '{}',
  add column hidden text[] not null default '{}',
  -- what leads and deals have been told of it
  add column told text check (told in ('answered', 'unanswered'));
update call set told = case when answered then 'answered' else 'unanswered' end;

create index call_under_way on call (started_at) where state in ('ringing', 'answered');
create index call_by_start on call (started_at desc, id desc);
create index call_by_person on call (person, started_at desc, id desc) where person is not null;
create index call_missed on call (started_at desc, id desc)
  where direction = 'incoming' and not answered and state in ('unknown', 'ended');
create index call_phone_part on call using gin (phone gin_trgm_ops);

-- A number whose call was missed, until somebody has spoken with it.
create table missed_call (
  id bigint generated always as identity primary key,
  phone text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times int not null,
  -- how often it was called back in vain, and when last
  tries int not null default 0,
  tried_at timestamptz,
  -- at whom it rang, if that was one person
  person text references app_user,
  lead_id bigint references lead,
  deal_id bigint references deal,
  -- the call-back that was planned on the deal; a lead has its own next attempt
  activity_id bigint references activity,
  settled_at timestamptz,
  settled_by text,
  settled_how text check (settled_how in ('spoken', 'by-hand', 'done'))
);
create unique index missed_call_open on missed_call (phone) where settled_at is null;
create index missed_call_waiting on missed_call (last_at desc, id desc) where settled_at is null;
create index missed_call_by_lead on missed_call (lead_id) where lead_id is not null;
