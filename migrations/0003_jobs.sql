-- No foreign key to workspaces, see 0004_webhooks.sql. workspace_id is null for the platform's own jobs.
create table jobs (
  id text primary key,
  workspace_id text,
  name text not null,
  payload json not null,
  state text not null default 'ready' check (state in ('ready', 'running', 'done', 'failed', 'cancelled')),
  priority smallint not null default 0,
  attempts integer not null default 0,
  max_attempts integer not null,
  run_at timestamptz not null,
  lease_owner text,
  lease_until timestamptz,
  dedupe_key text,
  progress json,
  last_error text,
  created_at timestamptz not null,
  finished_at timestamptz
) with (fillfactor = 70);
select protect_workspace_table('jobs', 'select, insert, update, delete');
create index jobs_ready on jobs (priority desc, run_at, id) where state = 'ready';
create index jobs_leases on jobs (lease_until) where state = 'running';
create index jobs_by_workspace on jobs (workspace_id, id);
create index jobs_finished on jobs (finished_at) where state in ('done', 'failed', 'cancelled');
-- One live job per name and key: a second enqueue joins the first.
create unique index jobs_dedupe on jobs (coalesce(workspace_id, ''), name, dedupe_key) where state in ('ready', 'running');

-- One row per schedule and slot: whoever inserts it enqueues the run.
create table schedule_slots (
  schedule text not null,
  slot timestamptz not null,
  primary key (schedule, slot)
);
grant select, insert, delete on schedule_slots to switchyard_system;

-- Wakes the workers of every process when the transaction commits.
create function announce_jobs() returns trigger language plpgsql as $$
begin
  perform pg_notify('switchyard_jobs', '');
  return null;
end
$$;
create trigger jobs_announced after insert on jobs for each statement execute function announce_jobs();
