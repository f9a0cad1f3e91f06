create table deal (
  id bigint generated always as identity primary key,
  client_id bigint not null references client,
  owner text not null references app_user,
  title text not null,
  source text not null default '',
  pipeline text not null,
  stage text not null,
  status text not null check (status in ('open', 'won', 'lost')),
  -- every pipeline/stage the deal has ever been in (IRR-1)
  reached text[] not null,
  stage_since timestamptz not null,
  city text not null default '',
  street text not null default '',
  house text not null default '',
  apartment text not null default '',
  entrance text not null default '',
  floor text not null default '',
  intercom text not null default '',
  next_contact_on date,
  loss_result text not null default '',
  loss_reason text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- counts the changes people see of the deal itself: the ETag
  version bigint not null default 1,
  -- counts every change that the regulation might see, those of comments, files or activities too
  revision bigint not null default 1
);
-- the columns of the board, everybody's and one manager's, newest on top
create index deal_by_stage on deal (pipeline, stage, id desc);
create index deal_by_owner on deal (owner, pipeline, stage, id desc);
create index deal_by_owner_and_status on deal (owner, status, id desc);
create index deal_by_client on deal (client_id, status);
create index deal_title_part on deal using gin (lower(title) gin_trgm_ops);
create index deal_address_part on deal using gin (lower(city || ' ' || street || ' ' || house) gin_trgm_ops);

create table deal_comment (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  author text not null,
  text text not null,
  created_at timestamptz not null,
  pinned_at timestamptz
);
create index deal_comment_by_deal on deal_comment (deal_id, id desc);

-- History: rows are only ever added (ALL-3).
create table deal_change (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  at timestamptz not null,
  by text not null,
  rule text,
  regulation text not null,
  change jsonb not null
);
create index deal_change_by_deal on deal_change (deal_id, id desc);
