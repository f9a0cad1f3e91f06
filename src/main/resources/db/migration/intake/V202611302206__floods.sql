-- Forms that brought more in an hour than they may.
create table intake_flood (
  form_id bigint primary key references intake_form,
  since timestamptz not null,
  -- until then somebody lets it bring as many again
  raised_until timestamptz
);
