-- Leads that nobody has taken, stage by stage, the newest first.
create index lead_free on lead (stage, id desc) where owner is null;
