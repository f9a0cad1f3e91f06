create table app_user (
  -- how the person signs in, and what every other table calls him
  login text primary key check (login ~ '^[a-z][a-z0-9._-]{0,49}$'),
  name text not null,
  roles text[] not null,
  -- hashed, with the name of the hash before it
  password text not null,
  active boolean not null default true,
  created_at timestamptz not null,
  version bigint not null default 1
);

create table api_token (
  id bigint generated always as identity primary key,
  login text not null references app_user,
  name text not null,
  -- SHA-256 of the token, which itself is kept nowhere
  hash bytea not null unique,
  created_at timestamptz not null,
  -- to about a minute
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_token_by_login on api_token (login, id) where revoked_at is null;

-- Attempts to give a password, since the last successful one or the beginning of the quarter of an hour.
create table sign_in_attempt (
  login text not null,
  address text not null,
  since timestamptz not null,
  attempts int not null,
  primary key (login, address)
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  by text not null,
  what text not null,
  subject text not null,
  detail jsonb not null default '{}'
);
create index audit_log_by_subject on audit_log (subject, id desc);
create function audit_log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'nothing in audit_log is changed or removed';
end
$$;
create trigger audit_log_stays before update or delete or truncate on audit_log execute function audit_log_stays();
