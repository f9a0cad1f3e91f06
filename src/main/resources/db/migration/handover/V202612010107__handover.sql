-- Things of somebody who has left, or has lost a role, that were given to others at once.
create table handover (
  id bigint generated always as identity primary key,
  person text not null references app_user,
  given_by text not null,
  given_at timestamptz not null,
  undone_by text,
  undone_at timestamptz
);

create table handover_item (
  handover_id bigint not null references handover on delete cascade,
  -- what the modules call their things
  kind text not null,
  item bigint not null,
  -- nobody's where it is empty
  receiver text references app_user,
  -- what is needed to give it back: logins, moments and words of the regulation
  detail jsonb not null,
  primary key (handover_id, kind, item)
);
