-- the person's number inside the telephone exchange; the exchange knows nobody by his login
alter table app_user add column extension text unique check (extension ~ '^[0-9]{2,6}$');
