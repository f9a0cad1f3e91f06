-- What clients are looked for by in tables of modules whose migrations come after theirs: the address of a deal, which
-- has an index of its own by now.
drop index if exists deal_client_address;
