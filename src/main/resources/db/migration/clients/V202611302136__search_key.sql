-- The name as it is searched, folded like every text (search_key).
alter table client drop column name_key;
alter table client add column name_key text not null generated always as (search_key(name)) stored;
create index client_name_part on client using gin (name_key gin_trgm_ops);
create index client_name_start on client (name_key text_pattern_ops);
