-- When the first of the deal's planned activities is due; null if none is planned (ALL-2). It follows from the table
-- activity and is written with every change of the deal, so that late, due and idle deals are found without counting.
alter table deal add column next_due_at timestamptz;
do $$
begin
  -- a new database has no activities yet, not even their table
  if to_regclass('activity') is not null then
    update deal d set next_due_at =
      (select min(due_at) from activity a where a.kind = 'DEAL' and a.subject = d.id and a.state = 'PLANNED');
  end if;
end
$$;
create index deal_by_due on deal (pipeline, stage, next_due_at, id) where status = 'open';
create index deal_by_owner_and_due on deal (owner, pipeline, stage, next_due_at, id) where status = 'open';
