-- What the reports look for in other modules' tables, by the day it happened on.
create index deal_by_creation on deal (created_at, id);
create index deal_lost on deal (stage_since, id) where status = 'lost';
create index deadline_still_missed on deadline (due_at, id) where missed_at is not null and met_at is null;
create index deadline_missed_by_rule on deadline (rule, due_at, id) where missed_at is not null;
