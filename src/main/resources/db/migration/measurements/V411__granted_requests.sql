-- the requests that were granted, the latest first
create index status_request_granted on status_request (granted_at, id) where granted_at is not null;
