-- What is to be done by the clock: one person's and everybody's.
create index activity_of_person_by_moment on activity (assignee, due_at) where state = 'PLANNED';
create index activity_by_moment on activity (due_at) where state = 'PLANNED';
create index deadline_unmet_of_person on deadline (owner, due_at) where met_at is null;
-- wider than deadline_running, which the clock goes by and which holds what is neither met nor missed
create index deadline_unmet on deadline (due_at, owner, id) where met_at is null;
