-- when the technologist gave the estimate back; empty again once sum or sheet change (MEAS-5)
alter table measurement add column estimate_returned_at timestamptz;
