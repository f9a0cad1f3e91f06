-- Which words a field may be, the regulation's editions say; the program enters the words of an edition here when it
-- comes into force and takes none away, so that what is stored can always be read. These are the words of the file this
-- program comes with.
create table field_word (
  field text not null,
  word text not null,
  primary key (field, word)
);
insert into field_word (field, word) values
  ('measurement.status', 'planned'), ('measurement.status', 'confirmed'), ('measurement.status', 'repeat-visit'),
  ('measurement.status', 'done'), ('measurement.status', 'contract'), ('measurement.status', 'no-sheet'),
  ('measurement.status', 'refused-before'), ('measurement.status', 'refused-after'), ('measurement.status', 'cancelled'),
  ('measurement.dateKind', 'exact'), ('measurement.dateKind', 'approximate'),
  ('loss.result', 'refused-before-measurement'), ('loss.result', 'refused-after-measurement'),
  ('loss.reason', 'expensive'), ('loss.reason', 'competitor'), ('loss.reason', 'changed-mind'),
  ('loss.reason', 'renovation'), ('loss.reason', 'dates'), ('loss.reason', 'quality'), ('loss.reason', 'premises'),
  ('loss.reason', 'unreachable'), ('loss.reason', 'other');

-- Reasons were free text: what means a word of the file becomes that word, anything else a reason of its own; the text
-- stays as it was said.
alter table deal add column loss_remark text not null default '';
update deal d set
  loss_remark = d.loss_reason,
  loss_reason = coalesce(
    (select w.word
     from (values
       ('дорого', 'expensive'), ('too expensive', 'expensive'),
       ('купил у конкурентов', 'competitor'), ('bought from a competitor', 'competitor'),
       ('передумал', 'changed-mind'), ('changed their mind', 'changed-mind'),
       ('отложил ремонт', 'renovation'), ('put the renovation off', 'renovation'),
       ('не устроили сроки', 'dates'), ('the dates did not suit', 'dates'),
       ('не устроило качество', 'quality'), ('the quality did not suit', 'quality'),
       ('помещение не подходит', 'premises'), ('the premises do not suit', 'premises'),
       ('не дозвонились', 'unreachable'), ('could not be reached', 'unreachable')) as w (label, word)
     where w.label = trim(regexp_replace(replace(lower(d.loss_reason), 'ё', 'е'), '[^[:alnum:]]+', ' ', 'g'))),
    'other')
where d.loss_reason <> '';

-- A word is looked at where it is written, so that one stored before stays and can be read.
alter table measurement drop constraint measurement_date_kind_check;

create function measurement_words_are_known() returns trigger language plpgsql as $$
begin
  if new.status <> '' and new.status is distinct from old.status
    and not exists (select from field_word where field = 'measurement.status' and word = new.status) then
    raise check_violation using message = 'measurement.status is never ' || quote_literal(new.status);
  end if;
  if new.date_kind <> '' and new.date_kind is distinct from old.date_kind
    and not exists (select from field_word where field = 'measurement.dateKind' and word = new.date_kind) then
    raise check_violation using message = 'measurement.dateKind is never ' || quote_literal(new.date_kind);
  end if;
  return new;
end $$;
create trigger measurement_words_are_known before insert or update of status, date_kind on measurement
  for each row execute function measurement_words_are_known();

create function loss_words_are_known() returns trigger language plpgsql as $$
begin
  if new.loss_result <> '' and new.loss_result is distinct from old.loss_result
    and not exists (select from field_word where field = 'loss.result' and word = new.loss_result) then
    raise check_violation using message = 'loss.result is never ' || quote_literal(new.loss_result);
  end if;
  if new.loss_reason <> '' and new.loss_reason is distinct from old.loss_reason
    and not exists (select from field_word where field = 'loss.reason' and word = new.loss_reason) then
    raise check_violation using message = 'loss.reason is never ' || quote_literal(new.loss_reason);
  end if;
  return new;
end $$;
create trigger loss_words_are_known before insert or update of loss_result, loss_reason on deal
  for each row when (new.loss_result <> '' or new.loss_reason <> '') execute function loss_words_are_known();
