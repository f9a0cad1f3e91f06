-- What strangers may see of the company, on its forms and on the links that clients get.
create table intake_company (
  one boolean primary key default true check (one),
  name text not null default '',
  phone text not null default ''
);
insert into intake_company default values;

create table intake_form (
  id bigint generated always as identity primary key,
  -- in the form's address
  key text not null unique,
  name text not null,
  title text not null,
  source text not null,
  -- whose the leads are; null for those who take them
  owner text references app_user,
  -- sites that may show the form or send to it
  origins text[] not null,
  wishes text[] not null,
  success text not null,
  -- address of the company's policy on personal data; empty if there is none
  policy text not null,
  -- the version of the consent in force
  consent int not null,
  active boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1
);

-- What people have agreed to: a text is never changed, another one gets another number.
create table intake_consent (
  form_id bigint not null references intake_form,
  version int not null,
  text text not null,
  since timestamptz not null,
  by text not null,
  primary key (form_id, version)
);

-- That somebody agreed, when and to what; who he is and what he wrote, the lead or the deal says.
create table intake_request (
  id bigint generated always as identity primary key,
  form_id bigint not null references intake_form,
  consent int not null,
  at timestamptz not null,
  lead_id bigint references lead,
  deal_id bigint references deal,
  -- whether it made the lead
  made boolean not null,
  foreign key (form_id, consent) references intake_consent,
  check ((lead_id is null) <> (deal_id is null))
);
create index intake_request_by_form on intake_request (form_id, id desc);
create index intake_request_by_lead on intake_request (lead_id) where lead_id is not null;
create index intake_request_by_deal on intake_request (deal_id) where deal_id is not null;

-- Forms that have been sent, so that one that is sent twice counts once; for a day.
create table intake_sent (
  nonce bytea primary key,
  content bytea not null,
  at timestamptz not null
);
create index intake_sent_by_age on intake_sent (at);

-- What forms are signed with, the same on every node.
create table intake_secret (
  one boolean primary key default true check (one),
  secret bytea not null
);
