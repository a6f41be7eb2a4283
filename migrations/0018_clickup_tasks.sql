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
create index clickup_tasks_by_update on clickup_tasks (workspace_id, updated_at desc, task_id desc);
create index clickup_tasks_by_list on clickup_tasks (workspace_id, list_id, seen_at);
