-- Two clients that turned out to be one. The row of the merged one is gone, which the database allows only when nothing
-- points at it any longer; what is needed to part them again stands here.
create table client_merge (
  id bigint generated always as identity primary key,
  -- no references: the kept one may be merged too, later
  kept bigint not null,
  merged bigint not null,
  at timestamptz not null,
  by text not null,
  merged_name text not null,
  merged_created_at timestamptz not null,
  merged_version bigint not null,
  name_before text not null,
  name_after text not null,
  -- keys of the rows that came along, by table
  moved jsonb not null,
  undone_at timestamptz,
  undone_by text
);
create index client_merge_by_kept on client_merge (kept, id desc);
create index client_merge_by_merged on client_merge (merged, id desc);

-- Consent to the handling of personal data, and its withdrawal: rows are only ever added.
create table client_consent (
  id bigint generated always as identity primary key,
  client_id bigint not null references client,
  given boolean not null,
  -- the day on which the client said so
  said_on date not null,
  source text not null check (source in ('paper', 'site', 'phone', 'message', 'contract', 'other')),
  -- where the document is, or what else there is to know
  document text not null default '',
  recorded_at timestamptz not null,
  recorded_by text not null
);
create index client_consent_by_client on client_consent (client_id, said_on desc, id desc);

-- the client has demanded that his data be removed
alter table client add column anonymised_at timestamptz;
