-- What a person is told: one notice for a person, a kind and an occasion, however often the occasion is heard of.
create table notice (
  id bigint generated always as identity primary key,
  person text not null references app_user,
  kind text not null,
  -- what exactly has happened, of the several things of a kind
  what text not null,
  occasion text not null,
  deal_id bigint references deal,
  lead_id bigint references lead,
  -- moments, logins, clauses and counts; names and phones of clients are looked up where they are kept
  detail jsonb not null default '{}',
  at timestamptz not null,
  -- false: it only goes out by mail or push
  shown boolean not null,
  -- after this it is of no use to send it
  useful_until timestamptz,
  -- the messages of a chat that it gathers
  first_message bigint,
  last_message bigint,
  read_at timestamptz,
  unique (person, kind, occasion)
);
create index notice_of_person on notice (person, id desc) where shown;
create index notice_of_person_and_kind on notice (person, kind, id desc) where shown;
create index notice_unread on notice (person, id desc) where shown and read_at is null;
create index notice_by_age on notice (at);
-- one unread notice of a chat
create unique index notice_of_chat on notice (person, deal_id) where kind = 'chat' and read_at is null;

-- What has to go out, each on its own.
create table notice_delivery (
  id bigint generated always as identity primary key,
  notice_id bigint not null references notice on delete cascade,
  channel text not null check (channel in ('mail', 'push')),
  -- the browser of a push; 0 for mail
  target bigint not null default 0,
  -- when it goes out, is tried again, or, while it is under way, counts as given up by a node that was killed
  due_at timestamptz not null,
  tries int not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  ended_at timestamptz,
  unique (notice_id, channel, target)
);
create index notice_delivery_due on notice_delivery (channel, due_at, id) where state in ('waiting', 'sending');

-- What a person has chosen otherwise than his roles suggest.
create table notice_choice (
  person text not null references app_user,
  kind text not null,
  channel text not null check (channel in ('program', 'mail', 'push')),
  wanted boolean not null,
  primary key (person, kind, channel)
);

create table notice_person (
  person text primary key references app_user,
  language text not null default 'ru' check (language in ('ru', 'en')),
  email text not null default '',
  -- SHA-256 of what the link in the mail of confirmation says; null once it is confirmed
  email_code bytea,
  email_confirmed_at timestamptz
);

-- Browsers that take pushes.
create table push_subscription (
  id bigint generated always as identity primary key,
  person text not null references app_user,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  agent text not null,
  created_at timestamptz not null
);
create index push_subscription_by_person on push_subscription (person, id);

-- The company's VAPID keys, made once; one row.
create table push_key (
  one boolean primary key default true check (one),
  public_key text not null,
  private_key text not null,
  created_at timestamptz not null
);

-- The mornings whose digest is made.
create table notice_digest (
  day date primary key,
  made_at timestamptz not null
);

-- Deadlines whose people were warned, at the moment they had then.
create table notice_warning (
  deadline_id bigint not null,
  due_at timestamptz not null,
  primary key (deadline_id, due_at)
);
