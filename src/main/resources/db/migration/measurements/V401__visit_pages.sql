-- the calendar, by the days that are shown
create index visit_by_start on visit (starts_at, id) where called_off_at is null;
-- what is still to come and what nobody has reported yet
create index visit_waiting on visit (starts_at, id) where called_off_at is null and outcome = '';
create index visit_waiting_of_engineer on visit (engineer, starts_at, id) where called_off_at is null and outcome = '';
create index visit_reported_of_engineer on visit (engineer, starts_at, id) where called_off_at is null and outcome <> '';
create index measurement_by_stamp on measurement (stamped_at desc, deal_id) where stamped_at is not null;

-- The technologist gave an estimate back with a remark (MEAS-5).
create table stamp_return (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  remark text not null,
  returned_by text not null,
  returned_at timestamptz not null
);
create index stamp_return_by_deal on stamp_return (deal_id, id desc);
