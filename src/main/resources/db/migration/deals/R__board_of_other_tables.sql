-- What the board looks up in tables of modules whose migrations come after those of the deals.
create index if not exists activity_next on activity (kind, subject, due_at, id) where state = 'PLANNED';
create index if not exists measurement_by_planned_day on measurement (planned_on, deal_id) where planned_on is not null;
