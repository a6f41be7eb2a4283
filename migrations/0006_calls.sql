create table api_calls (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  connector text not null,
  operation_id text not null,
  actor_type text not null,
  actor_id text not null,
  method text not null,
  url text not null,
  -- json, not jsonb: what a service sent is kept as it was, \u0000 included.
  request json not null,
  status integer,
  response json,
  problem text,
  duration_ms integer not null,
  attempts integer not null,
  pages integer not null,
  violations json not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
select protect_workspace_table('api_calls', '');
create index api_calls_by_operation on api_calls (workspace_id, connector, operation_id, id);
create index api_calls_by_age on api_calls (workspace_id, created_at);

create table saved_calls (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  name text not null,
  connector text not null,
  operation_id text not null,
  input json not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
select protect_workspace_table('saved_calls', '');

create table api_drift (
  workspace_id text not null references workspaces on delete cascade,
  connector text not null,
  operation_id text not null,
  pointer text not null,
  kind text not null,
  sample text not null,
  count integer not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (workspace_id, connector, operation_id, pointer, kind)
);
select protect_workspace_table('api_drift', '');
create index api_drift_by_age on api_drift (workspace_id, last_seen_at);

-- Vendor documents that the operator imported; they replace the shipped one of the same connector.
create table openapi_documents (
  connector text primary key,
  document text not null,
  source text not null,
  imported_at timestamptz not null
);
grant select, insert, update, delete on openapi_documents to switchyard_system;
