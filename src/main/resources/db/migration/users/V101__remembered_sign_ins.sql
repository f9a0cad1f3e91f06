-- Browsers that stay signed in after their session has gone («запомнить меня»).
create table remembered_sign_in (
  series text primary key,
  login text not null references app_user,
  -- SHA-256 of what the browser's cookie says at present, which is replaced at each use
  hash bytea not null,
  -- of what it said before: a page asks for several things at once, and they all come with the old one
  before_hash bytea,
  created_at timestamptz not null,
  used_at timestamptz not null,
  agent text not null,
  address text not null
);
create index remembered_sign_in_by_login on remembered_sign_in (login, used_at desc);
create index remembered_sign_in_by_use on remembered_sign_in (used_at);
