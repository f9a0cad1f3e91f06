create index lead_open_by_number on lead (split_part(phone, ';', 1)) where result = '';
