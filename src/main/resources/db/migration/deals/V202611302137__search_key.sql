-- What deals are searched by, folded like every text (search_key); the address with all its parts.
drop index deal_title_part;
drop index deal_address_part;
alter table deal add column address_key text not null generated always as (search_key(
  city || ' ' || street || ' ' || house || ' ' || apartment || ' ' || entrance || ' ' || floor || ' ' || intercom)) stored;
create index deal_title_part on deal using gin (search_key(title) gin_trgm_ops);
create index deal_address_part on deal using gin (address_key gin_trgm_ops);
