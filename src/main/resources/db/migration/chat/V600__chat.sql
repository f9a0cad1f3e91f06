create table chat_participant (
  deal_id bigint not null references deal,
  user_login text not null references app_user,
  invited_by text not null,
  invited_at timestamptz not null,
  primary key (deal_id, user_login)
);
create index chat_participant_by_user on chat_participant (user_login, deal_id);

create table chat_message (
  id bigint generated always as identity primary key,
  deal_id bigint not null references deal,
  author text not null,
  text text not null,
  at timestamptz not null
);
create index chat_message_by_deal on chat_message (deal_id, id desc);
