-- What POST requests with an Idempotency-Key came to, written in the transaction of the action itself. Who asked, what
-- and with which key is kept as a digest; what was answered is sealed with the key, which is kept nowhere.
create table idempotent_answer (
  -- SHA-256 of login, path and key
  id bytea primary key,
  -- SHA-256 of login, path, key, query and body; null where it was not kept
  fingerprint bytea,
  at timestamptz not null,
  -- null only inside the transaction that carries the request out
  status int,
  -- null if it is not to be given out again
  answer bytea
);
create index idempotent_answer_at on idempotent_answer (at);
-- what was done is not done twice across the update, though it is answered by its status alone
insert into idempotent_answer (id, at, status)
select sha256(convert_to(
         '2:id' || octet_length(login) || ':' || login || octet_length(path) || ':' || path || octet_length(key) || ':' || key,
         'UTF8')), at, status
from idempotent_request where status is not null;
drop table idempotent_request;
