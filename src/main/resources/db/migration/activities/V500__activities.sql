create table activity (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('DEAL', 'LEAD')),
  subject bigint not null,
  rule text,
  -- what the regulation made it for; null when a person planned it by hand, with or without naming a rule
  anchor text,
  text text not null,
  due_on date not null,
  due_at timestamptz not null,
  assignee text,
  role text not null,
  -- what it can be completed with
  results text[] not null,
  state text not null check (state in ('PLANNED', 'DONE', 'CANCELLED')),
  result text,
  comment text,
  created_at timestamptz not null,
  created_by text not null,
  done_at timestamptz,
  done_by text,
  check (anchor is null or rule is not null)
);
create unique index activity_of_rule on activity (kind, subject, rule, anchor) where anchor is not null and state <> 'CANCELLED';
create index activity_by_subject on activity (kind, subject, id desc);
create index activity_by_day on activity (due_on, due_at, id) where state = 'PLANNED';
create index activity_by_assignee on activity (assignee, due_on, due_at, id) where state = 'PLANNED';
create index activity_by_role on activity (role, due_on, due_at, id) where state = 'PLANNED' and assignee is null;

create table deadline (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('DEAL', 'LEAD')),
  subject bigint not null,
  rule text not null,
  anchor text not null,
  due_at timestamptz not null,
  -- whose miss it would be
  owner text not null,
  met_at timestamptz,
  missed_at timestamptz,
  escalated_at timestamptz,
  unique (kind, subject, rule, anchor)
);
create index deadline_running on deadline (due_at, id) where met_at is null and missed_at is null;
create index deadline_missed on deadline (due_at, id) where missed_at is not null;
create index deadline_by_owner on deadline (owner, due_at, id);
