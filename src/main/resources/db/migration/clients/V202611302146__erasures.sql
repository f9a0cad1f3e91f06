-- Which clients' data was removed, without the data: ids and the moments at which the rows were
-- made, by which they are known again after an older backup was restored.
create table erasure (
  id uuid primary key,
  at timestamptz not null,
  by text not null,
  rows jsonb not null
);
