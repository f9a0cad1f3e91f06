-- The order people expect to see: ё beside е, Cyrillic before Latin, small beside capital letters, "дом 2" before "дом 10".
-- Bytes decide elsewhere (keys, indexes), where order only has to be quick and the same on every machine.
create collation russian (provider = icu, locale = 'ru-u-kn-true');
