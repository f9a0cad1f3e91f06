-- +0 stands where a phone was removed: it is nobody's, so two open leads may have it.
drop index lead_open_by_phone;
create unique index lead_open_by_phone on lead (phone) where result = '' and phone <> '+0';
