create table lead (
  id bigint generated always as identity primary key,
  title text not null,
  phone text not null,
  client_name text not null default '',
  -- what a lead is searched by: small letters, ё as е
  search_key text not null
    generated always as (replace(lower(title || ' ' || client_name || ' ' || phone), 'ё', 'е')) stored,
  source text not null default '',
  stage text not null check (stage in ('new', 'no-answer', 'closed')),
  result text not null default '' check (result in ('', 'converted', 'disqualified')),
  reason text not null default '',
  -- null while nobody has taken it
  owner text references app_user,
  -- unanswered calls (LEAD-2)
  attempts int not null default 0,
  next_attempt_at timestamptz,
  last_call_at timestamptz,
  deal_id bigint references deal,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  -- closing takes a result (LEAD-3)
  check ((stage = 'closed') = (result <> '')),
  check ((result = 'converted') = (deal_id is not null)),
  check ((result = 'disqualified') = (reason <> '')),
  check (stage <> 'closed' or next_attempt_at is null)
);
-- one number, one open lead (LEAD-1)
create unique index lead_open_by_phone on lead (phone) where stage <> 'closed';
create index lead_by_phone on lead (phone, id desc);
create index lead_by_stage on lead (stage, id desc);
create index lead_by_owner on lead (owner, stage, id desc);
create index lead_search on lead using gin (search_key gin_trgm_ops);
create index lead_by_deal on lead (deal_id) where deal_id is not null;

-- History: rows are only ever added (ALL-3).
create table lead_change (
  id bigint generated always as identity primary key,
  lead_id bigint not null references lead,
  at timestamptz not null,
  by text not null,
  rule text,
  change jsonb not null
);
create index lead_change_by_lead on lead_change (lead_id, id desc);
