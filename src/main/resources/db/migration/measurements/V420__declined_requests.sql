-- The head of sales may also say no, with a reason.
alter table status_request
  add column declined_by text,
  add column declined_at timestamptz,
  add column answer text not null default '',
  add column settled_at timestamptz generated always as (coalesce(granted_at, declined_at)) stored,
  add check (granted_at is null or declined_at is null);
drop index status_request_open;
drop index status_request_granted;
create index status_request_open on status_request (id) where settled_at is null;
create index status_request_settled on status_request (settled_at, id) where settled_at is not null;
