-- A text as it is searched: small letters whatever the locale of the database, ё as е, no signs that nobody sees,
-- spaces, commas and dashes of any kind as one space. app.zamer.text.SearchKey folds what people look for the same way.
create function search_key(typed text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(
    regexp_replace(replace(lower(typed collate russian), 'ё', 'е'), '[\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'),
    '[\s\u00a0\u2000-\u200a\u202f\u205f\u3000,;\u2010-\u2015\u2212-]+', ' ', 'g'));
