-- A file of a lead; when the lead becomes a deal, its files are the deal's too.
alter table file alter column deal_id drop not null;
-- refers to a lead; the reference itself comes with the table of leads, which is made later
alter table file add column lead_id bigint;
alter table file add check (deal_id is not null or lead_id is not null);
create index file_by_lead on file (lead_id, id desc) where lead_id is not null and removed_at is null;
