-- What a token may be used for, until when, and when its owner was told that it ends soon.
alter table api_token
  add column purpose text not null default 'api' check (purpose in ('api', 'exchange', 'bitrix24', 'calendar', 'mcp')),
  -- null only for the tokens of the demo, which stand in the documentation
  add column expires_at timestamptz,
  add column warned_at timestamptz;
alter table api_token alter column purpose drop default;
update api_token t set purpose = 'exchange'
from app_user u where u.login = t.login and 'exchange' = any (u.roles);
update api_token set expires_at = now() + interval '90 days'
where revoked_at is null and hash <> sha256(convert_to('demo-' || login, 'UTF8'));
