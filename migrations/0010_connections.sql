-- Credentials of other services, one connection per service and workspace. Replacing one keeps its id: webhook addresses name it.
create table connections (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  connector text not null,
  base_url text not null,
  credentials_sealed bytea not null,
  status text not null check (status in ('untested', 'ok', 'failing')),
  account text,
  last_error text,
  tested_at timestamptz,
  saved_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connector)
);
select protect_workspace_table('connections', '');
