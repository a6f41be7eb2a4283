-- Webhooks that this server has at ClickUp. One that is gone there stays for a day: late deliveries carry its secret.
create table clickup_webhooks (
  workspace_id text not null references workspaces on delete cascade,
  webhook_id text not null,
  connection_id text not null,
  team_id text not null,
  list_id text not null,
  endpoint text not null,
  secret_sealed bytea not null,
  retired_at timestamptz,
  primary key (workspace_id, webhook_id),
  foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade
);
select protect_workspace_table('clickup_webhooks', '');
create index clickup_webhooks_by_connection on clickup_webhooks (workspace_id, connection_id);

-- What the last look at them found.
create table clickup_webhook_states (
  workspace_id text primary key references workspaces on delete cascade,
  status text not null check (status in ('none', 'active', 'failing', 'refused')),
  list_id text,
  endpoint text,
  fail_count integer not null,
  problem text,
  checked_at timestamptz,
  last_delivery_at timestamptz,
  -- One job at a time looks; it may take its own lease again.
  lease_job text,
  lease_until timestamptz
);
select protect_workspace_table('clickup_webhook_states', '');

-- A delivery names its connection only.
create index connections_by_id on connections (id);

-- People whom another service asks for their consent right now. The browser that comes back must be the one that left.
create table connection_authorizations (
  workspace_id text not null references workspaces on delete cascade,
  state_hash bytea not null,
  browser_hash bytea not null,
  connector text not null,
  actor json not null,
  expires_at timestamptz not null,
  primary key (workspace_id, state_hash)
);
select protect_workspace_table('connection_authorizations', '');
