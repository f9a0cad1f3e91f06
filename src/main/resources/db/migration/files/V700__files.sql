create table file (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  kind text not null check (kind in ('estimate-sheet', 'measurement-sheet', 'photo', 'other')),
  name text not null,
  content_type text not null,
  size bigint not null check (size > 0),
  sha256 text not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  removed_by text,
  removed_at timestamptz
);
create index file_by_deal on file (deal_id, kind, uploaded_at) where removed_at is null;

-- 256 KiB a row, so that neither side ever holds a whole file
create table file_chunk (
  file_id bigint not null references file,
  no int not null,
  bytes bytea not null,
  primary key (file_id, no)
);
-- pictures and PDF are compressed already
alter table file_chunk alter column bytes set storage external;
