create extension if not exists pg_trgm;

create table client (
  id bigint generated always as identity primary key,
  name text not null,
  -- the name as it is searched: small letters, ё as е
  name_key text not null generated always as (replace(lower(name), 'ё', 'е')) stored,
  created_at timestamptz not null,
  version bigint not null default 1
);
create index client_name_part on client using gin (name_key gin_trgm_ops);
create index client_name_start on client (name_key text_pattern_ops);

-- E.164; a phone belongs to one client. Collation C makes the start of a phone a range of the primary key.
create table client_phone (
  phone text collate "C" primary key,
  client_id bigint not null references client on delete cascade,
  position int not null,
  unique (client_id, position)
);
create index client_phone_part on client_phone using gin (phone gin_trgm_ops);

-- History: rows are only ever added (ALL-3).
create table client_change (
  id bigint generated always as identity primary key,
  client_id bigint not null references client,
  at timestamptz not null,
  by text not null,
  field text not null,
  before text not null,
  after text not null
);
create index client_change_by_client on client_change (client_id, id desc);
