-- The other end of what files of leads refer to.
alter table file add foreign key (lead_id) references lead;
