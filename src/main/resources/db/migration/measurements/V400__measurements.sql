-- One row a deal: the deal card and the ledger «Учёт клиентов» are two views of it (ALL-1).
create table measurement (
  deal_id bigint primary key references deal,
  planned_on date,
  date_kind text not null default '' check (date_kind in ('', 'exact', 'approximate')),
  decided_on date,
  video_allowed boolean,
  -- the ledger's status; empty while the ledger has no record
  status text not null default '',
  estimate_amount numeric(14, 2),
  stamped_at timestamptz,
  stamped_by text not null default '',
  contract_number text not null default '',
  contract_amount numeric(14, 2),
  contract_discount numeric(14, 2),
  contract_client_name text not null default '',
  contract_on date
);
create unique index measurement_contract_number on measurement (contract_number) where contract_number <> '';
create index measurement_by_status on measurement (status, planned_on, deal_id) where status <> '';
create index measurement_by_date on measurement (planned_on, deal_id) where status <> '';
create index measurement_by_contract on measurement (contract_on, deal_id) where contract_number <> '';

create table visit (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  engineer text not null references app_user,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  planned_at timestamptz not null,
  planned_by text not null,
  confirmed_at timestamptz,
  confirmed_by text,
  outcome text not null default '' check (outcome in ('', 'contract', 'no-contract', 'repeat')),
  outcome_at timestamptz,
  outcome_by text,
  called_off_at timestamptz,
  repeat boolean not null default false,
  check (ends_at > starts_at)
);
create index visit_by_deal on visit (deal_id, id desc);
create index visit_by_engineer on visit (engineer, starts_at);

-- Who may not change the status asks the head of sales (REP-6).
create table status_request (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  status text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  comment text not null default '',
  granted_by text,
  granted_at timestamptz
);
create index status_request_open on status_request (id) where granted_at is null;
create index status_request_by_deal on status_request (deal_id, id);
