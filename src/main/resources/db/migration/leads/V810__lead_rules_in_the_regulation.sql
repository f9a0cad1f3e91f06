-- Which stages there are and what they are called, the regulation says; here a lead is open while it has no result.
alter table lead drop constraint lead_stage_check;
alter table lead drop constraint lead_check;
alter table lead drop constraint lead_check3;
alter table lead add constraint lead_closed_plans_nothing check (result = '' or next_attempt_at is null);
drop index lead_open_by_phone;
-- one number, one open lead (LEAD-1)
create unique index lead_open_by_phone on lead (phone) where result = '';
-- what somebody adds to a reason of the list
alter table lead add column comment text not null default '';
-- open leads with a planned attempt, for those that are overdue
create index lead_next_attempt on lead (next_attempt_at) where next_attempt_at is not null;
-- attempts that were written down by hand
create index lead_change_attempt on lead_change (lead_id, id desc) where change @> '[{"field": "attempt"}]';
