create table activity (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('DEAL', 'LEAD')),
  subject bigint not null,
  rule text,
  anchor text not null default '',
  text text not null,
  due_on date not null,
  due_at timestamptz not null,
  assignee text,
  role text not null,
  state text not null check (state in ('PLANNED', 'DONE', 'CANCELLED')),
  result text,
  comment text,
  created_at timestamptz not null,
  created_by text not null,
  done_at timestamptz,
  done_by text
);
create unique index activity_of_rule on activity (kind, subject, rule, anchor) where rule is not null and state <> 'CANCELLED';
create index activity_by_subject on activity (kind, subject, id desc);
create index activity_by_assignee on activity (assignee, due_on, id) where state = 'PLANNED';
create index activity_by_role on activity (role, due_on, id) where state = 'PLANNED' and assignee is null;

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
create index deadline_missed on deadline (owner, due_at) where missed_at is not null;
