create index audit_log_by_person on audit_log (by, id desc);
create index audit_log_by_kind on audit_log (what, id desc);
create index audit_log_by_day on audit_log (at desc);
