create table installations (
  workspace_id text primary key references workspaces on delete cascade,
  addon_id text not null,
  generation integer not null,
  status text not null check (status in ('ACTIVE', 'INACTIVE')),
  installed_by text,
  addon_user_id text,
  token_sealed bytea not null,
  backend_url text not null,
  reports_url text not null,
  installed_at timestamptz not null,
  updated_at timestamptz not null
);
select protect_workspace_table('installations', 'select');

create table installation_webhooks (
  workspace_id text not null references workspaces on delete cascade,
  path text not null,
  event_type text not null,
  token_hash bytea not null,
  primary key (workspace_id, path)
);
select protect_workspace_table('installation_webhooks', '');

create table addon_settings (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  value json not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
select protect_workspace_table('addon_settings', '');
