-- parent_key is the parent's id where the same id comes back under several parents, else ''. fetched_at is the moment at
-- which the other side was known to be in this state; deleted_at the moment at which it was known to be gone.
create table records (
  workspace_id text not null references workspaces on delete cascade,
  collection text not null,
  id text not null,
  parent_key text not null default '',
  parent_id text,
  name text,
  payload json not null,
  source text not null,
  fetched_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, collection, id, parent_key)
);
select protect_workspace_table('records', '');
create index records_by_parent on records (workspace_id, collection, parent_id) where parent_id is not null;

create table bootstrap_runs (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  status text not null check (status in ('planned', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Time spent sending, without the waiting; what the pace is measured by.
  active_ms bigint not null default 0,
  resumes_at timestamptz,
  error text,
  primary key (workspace_id, id)
);
select protect_workspace_table('bootstrap_runs', '');
-- One live run per workspace, whatever process starts it.
create unique index bootstrap_runs_live on bootstrap_runs (workspace_id) where status in ('planned', 'running', 'waiting');

create table bootstrap_steps (
  workspace_id text not null,
  run_id text not null,
  operation_id text not null,
  position integer not null,
  -- The operation whose records supply this one's ids.
  feeder text,
  status text not null check (status in ('pending', 'running', 'done', 'skipped', 'failed')),
  reason text,
  expected_requests integer not null default 0,
  requests integer not null default 0,
  pages integer not null default 0,
  records integer not null default 0,
  streams integer not null default 0,
  streams_done integer not null default 0,
  streams_refused integer not null default 0,
  streams_failed integer not null default 0,
  -- The first refusal or failure of a stream; becomes part of the reason when the step ends.
  note text,
  primary key (workspace_id, run_id, operation_id),
  foreign key (workspace_id, run_id) references bootstrap_runs on delete cascade
) with (fillfactor = 50);
select protect_workspace_table('bootstrap_steps', '');

-- One row per sequence of pages: an operation with its path values. next_page is the checkpoint.
create table bootstrap_streams (
  workspace_id text not null,
  run_id text not null,
  operation_id text not null,
  stream_key text not null,
  position integer not null,
  path_values json not null,
  status text not null default 'pending' check (status in ('pending', 'done', 'refused', 'failed')),
  next_page integer not null default 0,
  -- Marks of the first and the latest page: a list that ignores paging sends one of them again.
  marks text[] not null default '{}',
  primary key (workspace_id, run_id, operation_id, stream_key),
  foreign key (workspace_id, run_id, operation_id) references bootstrap_steps on delete cascade
) with (fillfactor = 80);
select protect_workspace_table('bootstrap_streams', '');
create index bootstrap_streams_pending on bootstrap_streams (workspace_id, run_id, position, stream_key) where status = 'pending';
