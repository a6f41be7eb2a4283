create table webhook_hooks (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  event_type text not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
select protect_workspace_table('webhook_hooks', '');

-- The three tables below have no foreign key: a batch of deliveries locks its workspace once instead of once per row,
-- and uninstalling deletes from them by name.
create table webhook_events (
  workspace_id text not null,
  id text not null,
  type text not null,
  entity_id text,
  source text not null,
  body bytea not null,
  body_hash bytea not null,
  status text not null default 'received' check (status in ('received', 'done', 'ignored', 'failed')),
  ambiguous boolean not null default false,
  error text,
  received_at timestamptz not null,
  handled_at timestamptz,
  -- What became of each subscription: {"name": {"status": "waiting|done|ignored|failed", "error": text or null}}.
  runs jsonb not null default '{}',
  primary key (workspace_id, id)
);
select protect_workspace_table('webhook_events', '');
create index webhook_events_by_type on webhook_events (workspace_id, type, id);
create index webhook_events_by_status on webhook_events (workspace_id, status, id);
create index webhook_events_by_body on webhook_events (workspace_id, type, body_hash);
create index webhook_events_by_age on webhook_events (workspace_id, received_at);

-- The newest stored body per entity and event type; entity_key is the entity's id, or '#' and the body's hash where it has none.
-- An equal body is a repetition until repeats_until, or for as long as it is the newest where that is null.
create table webhook_states (
  workspace_id text not null,
  type text not null,
  entity_key text not null,
  body_hash bytea not null,
  event_id text not null,
  stored_at timestamptz not null,
  repeats_until timestamptz,
  primary key (workspace_id, type, entity_key)
) with (fillfactor = 70);
select protect_workspace_table('webhook_states', '');
create index webhook_states_by_age on webhook_states (workspace_id, stored_at);

create table webhook_deliveries (
  workspace_id text not null,
  id bigint generated always as identity,
  event_id text not null,
  outcome text not null check (outcome in ('stored', 'duplicate')),
  idempotency_key text,
  received_at timestamptz not null,
  primary key (workspace_id, id)
);
select protect_workspace_table('webhook_deliveries', '');
create index webhook_deliveries_by_event on webhook_deliveries (workspace_id, event_id);
create index webhook_deliveries_by_age on webhook_deliveries (workspace_id, received_at);
