-- Who has a deal's chat open now (MEAS-8): each open chat says so again and again. Nothing of it is worth keeping
-- through a crash, and it is written often.
create unlogged table chat_presence (
  deal_id bigint not null,
  user_login text not null,
  -- by the clock of the database, not the company's, which may be set
  seen_at timestamptz not null,
  primary key (deal_id, user_login)
);
