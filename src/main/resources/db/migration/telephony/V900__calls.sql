create table call (
  id bigint generated always as identity primary key,
  -- the exchange's own id of the call; one call is kept once however often it is reported
  call_id text,
  phone text not null,
  direction text not null check (direction in ('incoming', 'outgoing')),
  started_at timestamptz not null,
  -- seconds
  duration int not null check (duration >= 0),
  answered boolean not null,
  -- who spoke or would have; null if the exchange did not say
  person text references app_user,
  record_url text not null default '',
  lead_id bigint references lead,
  deal_id bigint references deal,
  reported_at timestamptz not null,
  reported_by text not null
);
create unique index call_by_call_id on call (call_id) where call_id is not null;
create index call_by_lead on call (lead_id, started_at desc, id desc) where lead_id is not null;
create index call_by_deal on call (deal_id, started_at desc, id desc) where deal_id is not null;
create index call_by_phone on call (phone, started_at desc);
