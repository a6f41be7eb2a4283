create table clickup_imports (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  list_id text not null,
  target text not null check (target in ('cache', 'huntflow')),
  -- What was chosen at the start: for the target, and which tasks.
  choices json not null,
  status text not null check (status in ('running', 'completed', 'failed', 'stopped', 'cancelled')),
  -- Whoever drives it names this; a new one with every start puts the drivers before it to rest.
  driver text not null,
  -- How far the list is read: tasks that changed after this, and the page of them that comes next; planned: to its end.
  planned boolean not null default false,
  plan_after_ms bigint,
  plan_page integer not null default 0,
  delay_ms integer not null,
  -- Before this, no other task begins, in whatever process.
  next_start_at timestamptz not null,
  error_message text,
  requested_by json not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
select protect_workspace_table('clickup_imports', '');

-- The counts of an import are those of its rows here.
create table clickup_import_items (
  workspace_id text not null,
  import_id text not null,
  task_id text not null,
  position integer not null,
  name text not null,
  status text not null check (status in ('pending', 'running', 'succeeded', 'failed')),
  attempts integer not null default 0,
  error text,
  -- Of the one who runs it; whoever has lost it changes nothing.
  lease text,
  leased_until timestamptz,
  -- Null: not begun, so it waits for its turn; else it may be looked at again from ready_at on.
  begun_at timestamptz,
  ready_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, import_id, task_id),
  foreign key (workspace_id, import_id) references clickup_imports on delete cascade
) with (fillfactor = 80);
select protect_workspace_table('clickup_import_items', '');
create index clickup_import_items_by_status on clickup_import_items (workspace_id, import_id, status, position);
create index clickup_import_items_begun on clickup_import_items (workspace_id, import_id)
  where begun_at is not null and status in ('pending', 'running');
create index clickup_import_items_finished on clickup_import_items (workspace_id, import_id, finished_at)
  where finished_at is not null;
