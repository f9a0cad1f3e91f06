-- What clients are looked for by in tables of modules whose migrations come after theirs.
create index if not exists deal_client_address on deal using gin
  (replace(lower(city || ' ' || street || ' ' || house || ' ' || apartment), 'ё', 'е') gin_trgm_ops);
