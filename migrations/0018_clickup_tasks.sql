create table clickup_settings (
  workspace_id text primary key references workspaces on delete cascade,
  -- Only what was set; everything else is as the server ships it.
  settings json not null,
  updated_at timestamptz not null
);
select protect_workspace_table('clickup_settings', '');

-- Tasks as ClickUp last told of them.
create table clickup_tasks (
  workspace_id text not null references workspaces on delete cascade,
  task_id text not null,
  list_id text not null,
  name text not null,
  status text not null,
  updated_at timestamptz not null,
  assignee_names text[] not null,
  tags text[] not null,
  -- In lower case, for filters: the database's own lower case depends on its locale.
  status_key text not null,
  -- Ids, names and addresses of the assignees.
  assignee_keys text[] not null,
  tag_keys text[] not null,
  -- Name, description, ids and texts of the fields.
  search_text text not null,
  -- Everything that lists of tasks tell.
  task json not null,
  -- Of `task`: an equal one is no change.
  task_hash bytea not null,
  -- What only a task read alone tells: attachments and comments; null until somebody has looked.
  details json,
  details_read_at timestamptz,
  -- The latest look at the list that had the task in it; a full walk removes what none of its looks had.
  seen_at timestamptz not null,
  primary key (workspace_id, task_id)
) with (fillfactor = 80);
select protect_workspace_table('clickup_tasks', '');
create index clickup_tasks_by_update on clickup_tasks (workspace_id, list_id, updated_at desc, task_id desc);

-- How far each list has been read. All that was updated between low_at and high_at is stored.
create table clickup_lists (
  workspace_id text not null references workspaces on delete cascade,
  list_id text not null,
  -- Null until a walk has seen a task.
  high_at timestamptz,
  -- The next to be read is this old or older; null: the walk begins with the newest.
  low_at timestamptz,
  -- The walk has reached the oldest task.
  complete boolean not null,
  walk_started_at timestamptz not null,
  -- The end of the latest whole walk, after which what it had not seen was removed.
  walked_at timestamptz,
  -- The beginning of the latest look at changes that came to its end.
  followed_at timestamptz,
  include_closed boolean not null,
  include_subtasks boolean not null,
  primary key (workspace_id, list_id)
);
select protect_workspace_table('clickup_lists', '');

create table clickup_sync_runs (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  list_id text not null,
  trigger text not null check (trigger in ('manual', 'schedule', 'webhook')),
  is_full boolean not null,
  status text not null check (status in ('running', 'success', 'partial', 'error')),
  created_at timestamptz not null,
  -- Null while it waits for its turn.
  started_at timestamptz,
  finished_at timestamptz,
  -- ClickUp is not to be asked before.
  waits_until timestamptz,
  requests integer not null default 0,
  processed integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  removed integer not null default 0,
  more_to_read boolean not null default false,
  -- Ids of tasks that could not be read; an empty one stands for a task without.
  unreadable text[] not null default '{}',
  error text,
  primary key (workspace_id, id)
);
select protect_workspace_table('clickup_sync_runs', '');
-- Of each list one run at work, and one that waits for its turn.
create unique index clickup_sync_runs_live on clickup_sync_runs (workspace_id, list_id, (started_at is null))
  where status = 'running';
create index clickup_sync_runs_by_list on clickup_sync_runs (workspace_id, list_id, created_at desc);
