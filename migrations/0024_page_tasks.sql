-- How a workspace's Confluence tasks become Jira issues.
create table page_task_settings (
  workspace_id text primary key references workspaces on delete cascade,
  -- Only what was set; everything else is as the server ships it.
  settings json not null,
  updated_at timestamptz not null
);
select protect_workspace_table('page_task_settings', '');

-- Each time that somebody asked for pages to be synced, or for that to be taken back.
create table page_task_runs (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  kind text not null check (kind in ('sync', 'undo')),
  dry_run boolean not null,
  -- What was asked for, and the settings as they were then.
  request json not null,
  settings json not null,
  -- Of an undo: the run that it takes back.
  undoes text,
  status text not null check (status in ('waiting', 'running', 'completed', 'failed', 'cancelled')),
  -- Whether its pages are all known.
  has_pages boolean not null default false,
  -- Where people read its issues.
  jira_url text,
  -- The latest try; what an earlier one stores is refused.
  driver text,
  error text,
  requested_by json not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, undoes) references page_task_runs on delete cascade
);
select protect_workspace_table('page_task_runs', '');
create index page_task_runs_of_undone on page_task_runs (workspace_id, undoes) where undoes is not null;

-- The pages of a run, in the order in which they are shown.
create table page_task_pages (
  workspace_id text not null,
  run_id text not null,
  place integer not null,
  -- Null for an address that leads to no page.
  page_id text,
  title text,
  -- Of the page, or the address as it was given.
  url text not null,
  -- found: not read yet; planned: its tasks are known; writing: a write may have left; the others are ends.
  status text not null check (status in ('found', 'planned', 'writing', 'written', 'unchanged', 'conflict', 'failed')),
  version_before integer,
  version_after integer,
  -- As it was read before the write, and as Confluence gave it back after it: what undo stands on.
  storage_before text,
  storage_after text,
  -- Where the issues stand, stored before the page is written.
  anchors json not null default '[]',
  error text,
  primary key (workspace_id, run_id, place),
  unique (workspace_id, run_id, page_id),
  foreign key (workspace_id, run_id) references page_task_runs on delete cascade
);
select protect_workspace_table('page_task_pages', '');

-- The tasks of a run's pages, and what has become of each.
create table page_task_results (
  workspace_id text not null,
  run_id text not null,
  page_id text not null,
  -- From 0, as the tasks follow each other on the page.
  place integer not null,
  task_id text not null,
  -- The ledger's name of the task.
  task_key text not null,
  summary text not null,
  task_status text not null check (task_status in ('complete', 'incomplete')),
  assignee json,
  due_date text,
  context json not null,
  parent_key text,
  issue_key text,
  outcome text not null,
  error text,
  notes json not null default '[]',
  primary key (workspace_id, run_id, page_id, place),
  foreign key (workspace_id, run_id) references page_task_runs on delete cascade
);
select protect_workspace_table('page_task_results', '');

-- The issue of each task, whatever run made it: one, however often it is asked for and whatever fails.
create table page_task_issues (
  workspace_id text not null references workspaces on delete cascade,
  -- Page ids repeat in another Confluence.
  connection_id text not null,
  page_id text not null,
  task_key text not null,
  -- Whose creation it is.
  run_id text not null,
  -- sending: its creation may have left; made: it is there; undone: there, and its task is back on the page.
  status text not null check (status in ('sending', 'made', 'undone')),
  sent_at timestamptz not null,
  looks integer not null default 0,
  issue_key text,
  updated_at timestamptz not null,
  primary key (workspace_id, connection_id, page_id, task_key)
);
select protect_workspace_table('page_task_issues', '');
create index page_task_issues_by_key on page_task_issues (workspace_id, issue_key) where issue_key is not null;
