-- A sync of a Jira project is a run over pages as well.
alter table page_task_runs drop constraint page_task_runs_kind_check;
alter table page_task_runs
  add constraint page_task_runs_kind_check check (kind in ('sync', 'undo', 'relink', 'pages'));
-- What was decided for the run as a whole, in words.
alter table page_task_runs add column notes json not null default '[]';

-- What a sync of a project has done, or would: a line for each issue's page, or for each reference on a page.
create table project_sync_results (
  workspace_id text not null,
  run_id text not null,
  -- Of relink: the page's place in the run; otherwise 0.
  page_place integer not null,
  place integer not null,
  action text not null check (action in ('create', 'retitle', 'move', 'keep', 'vanished', 'relink')),
  issue_id text,
  issue_key text,
  issue_summary text not null,
  previous_key text,
  likeness double precision,
  page_id text,
  page_title text,
  page_url text,
  parent_page_id text,
  outcome text not null,
  error text,
  primary key (workspace_id, run_id, page_place, place),
  foreign key (workspace_id, run_id) references page_task_runs on delete cascade
);
select protect_workspace_table('project_sync_results', '');

-- The page of each issue below a page, whatever run made it: one, however often it is asked for and whatever fails.
create table project_pages (
  workspace_id text not null references workspaces on delete cascade,
  -- Page ids repeat in another Confluence.
  connection_id text not null,
  -- The tree: what hangs below this page, and whose issues.
  root_page_id text not null,
  project_key text not null,
  issue_id text not null,
  issue_key text not null,
  -- sending: its creation may have left; made: it is there.
  status text not null check (status in ('sending', 'made')),
  sent_at timestamptz not null,
  page_id text,
  -- As the last sync left them; what people have changed since is told by the difference.
  title text not null,
  parent_page_id text not null,
  updated_at timestamptz not null,
  primary key (workspace_id, connection_id, root_page_id, project_key, issue_id)
);
select protect_workspace_table('project_pages', '');
