-- What a device is and where, for its owner to be told of another one; empty for those from before.
alter table known_device
  add column agent text not null default '',
  add column network text not null default '';
