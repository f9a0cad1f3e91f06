-- What POST requests with an Idempotency-Key were answered with, written in the transaction of the action itself.
create table idempotent_request (
  login text not null,
  path text not null,
  key text not null,
  -- SHA-256 of query and body; empty for uploads
  fingerprint bytea not null,
  at timestamptz not null,
  -- null only inside the transaction that carries the request out
  status int,
  headers jsonb,
  body bytea,
  primary key (login, path, key)
);
create index idempotent_request_at on idempotent_request (at);
