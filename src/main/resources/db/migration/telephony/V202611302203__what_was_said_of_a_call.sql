alter table call
  -- the length as the exchange said it; null if it is counted from the moments of the events
  add column said_duration int check (said_duration >= 0),
  -- by which event, of which moment, the exchange named the person; null if it is known from where it rang
  add column person_said_in text check (person_said_in in ('ringing', 'answered', 'unknown', 'ended')),
  add column person_said_at timestamptz,
  -- whose own account of calls it is: a person's, whose call_ids are his alone; empty for the exchange's
  add column told_by text not null default '';
-- what has ended by the word of its time stays as it was said
update call set said_duration = duration, person_said_in = case when person is not null then state end,
  person_said_at = case when person is not null then coalesce(ended_at, started_at) end
where state = 'ended';

drop index call_by_call_id;
create unique index call_by_call_id on call (told_by, call_id) where call_id is not null;
