-- One action on many leads, and how each of them was before, for the action to be taken back.
create table lead_action (
  id bigint generated always as identity primary key,
  by text not null,
  at timestamptz not null,
  -- give, free, plan, disqualify
  action text not null,
  -- to whom, until when, for what reason
  detail text not null,
  undone_by text,
  undone_at timestamptz
);
create index lead_action_by on lead_action (by, id desc);

create table lead_action_item (
  action_id bigint not null references lead_action,
  lead_id bigint not null references lead,
  -- the lead's version after the action: another one, and somebody has changed it since
  version bigint not null,
  before jsonb not null,
  restored boolean,
  primary key (action_id, lead_id)
);
