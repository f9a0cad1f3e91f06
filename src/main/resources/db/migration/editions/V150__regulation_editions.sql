-- Every edition of the regulation that an administrator brought into force; the newest is in force. Rows are only ever
-- added, so that history can be read with the regulation of its day.
create table regulation_edition (
  id bigint generated always as identity primary key,
  version text not null,
  text text not null,
  adopted_at timestamptz not null,
  adopted_by text not null
);
