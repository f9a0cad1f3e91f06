-- Browsers in which somebody has signed in before: what others try at his login does not keep him out there.
create table known_device (
  -- SHA-256 of what the browser's cookie says
  device bytea not null,
  login text not null references app_user,
  used_at timestamptz not null,
  primary key (device, login)
);
create index known_device_by_login on known_device (login, used_at desc);
create index known_device_by_use on known_device (used_at);
