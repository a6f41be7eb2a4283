-- A ClickUp task on its way to becoming an applicant in Huntflow, step by step.
create table huntflow_transfers (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  task_id text not null,
  account_id text not null,
  -- Null: on no vacancy.
  vacancy_id text,
  -- Null: the first stage of all.
  stage_id text,
  include_comments boolean not null,
  status text not null
    check (status in ('waiting', 'running', 'needs-decision', 'completed', 'failed', 'abandoned')),
  -- The one to be done next, or the last one.
  step text not null,
  -- Stored before a write leaves, cleared when it is known what became of it.
  sent_at timestamptz,
  -- How often its trace was looked for since.
  looks integer not null default 0,
  -- Of the latest try: what an older one still wants to store is refused.
  run_id text,
  -- What the steps gave.
  data json not null,
  error text,
  requested_by json not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
select protect_workspace_table('huntflow_transfers', '');
-- A task becomes one applicant of an account, however often it is asked for.
create unique index huntflow_transfers_once on huntflow_transfers (workspace_id, account_id, task_id)
  where status <> 'abandoned';
create index huntflow_transfers_by_task on huntflow_transfers (workspace_id, task_id, id);
