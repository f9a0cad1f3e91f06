-- a phone may have an extension behind it, +74951234567;ext=12: the number alone reaches all of them
create index client_phone_number on client_phone (split_part(phone, ';', 1));
