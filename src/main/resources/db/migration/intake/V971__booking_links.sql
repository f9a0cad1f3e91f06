-- A client's own link to his visit, and what he answered there last.
create table booking_link (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  -- SHA-256 of what stands in the address
  token bytea not null unique,
  made_at timestamptz not null,
  made_by text not null,
  withdrawn_at timestamptz,
  opened_at timestamptz,
  answer text not null default '' check (answer in ('', 'confirm', 'move', 'refuse')),
  answered_at timestamptz,
  -- the day of the visit that he answered about: for another one it does not count
  answered_for date,
  wished date[] not null default '{}',
  reason text not null default '',
  comment text not null default '',
  answers int not null default 0,
  settled_at timestamptz,
  settled_by text,
  check ((answer = '') = (answered_at is null)),
  check ((answer = '') = (answered_for is null))
);
create unique index booking_link_of_deal on booking_link (deal_id) where withdrawn_at is null;
create index booking_link_by_deal on booking_link (deal_id, id desc);
