-- Nothing in the journal is changed or removed, but for the name and the phone of a client who
-- demanded their removal: who did what and when stays.
create or replace function audit_log_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('zamer.erasing', true) = 'on' then
    if (new.id, new.at, new.by, new.what) is not distinct from (old.id, old.at, old.by, old.what) then
      return new;
    end if;
  end if;
  raise exception 'nothing in audit_log is changed or removed';
end
$$;
