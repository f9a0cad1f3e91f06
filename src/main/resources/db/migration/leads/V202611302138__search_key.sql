-- What a lead is searched by, folded like every text (search_key).
alter table lead drop column search_key;
alter table lead add column search_key text not null
  generated always as (search_key(title || ' ' || client_name || ' ' || phone)) stored;
create index lead_search on lead using gin (search_key gin_trgm_ops);
