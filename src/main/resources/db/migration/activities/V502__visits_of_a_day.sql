-- The morning round: the visits of a day.
create index if not exists visit_by_start on visit (starts_at) where called_off_at is null;
