-- Open deals without an activity (ALL-2), everybody's, the newest first.
create index deal_open on deal (id desc) where status = 'open';
