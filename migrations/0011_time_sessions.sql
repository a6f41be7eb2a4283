create table people (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  external_id text,
  name text not null,
  email text,
  hours_per_month double precision,
  enabled boolean not null default true,
  notify boolean not null default true,
  time_zone text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, external_id)
);
select protect_workspace_table('people', '');
create index people_by_email on people (workspace_id, lower(email));

-- What deliveries have said of a time entry, each distinct statement once. A session is worked out from all of them, so the order in which
-- they came does not matter. `knows` of a fetched state: the hashes of what had been said before it was asked for.
create table time_entry_facts (
  workspace_id text not null references workspaces on delete cascade,
  external_id text not null,
  kind text not null check (kind in
    ('started', 'stopped', 'added', 'split', 'updated', 'deleted', 'restored', 'fetched', 'gone')),
  hash text not null,
  event_id text,
  at timestamptz not null,
  entry json not null,
  knows json,
  primary key (workspace_id, external_id, kind, hash)
);
select protect_workspace_table('time_entry_facts', '');

create table time_sessions (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  -- Clockify's time entry; null for what was added here by hand.
  external_id text,
  person_id text not null,
  description text not null,
  project_id text,
  project_name text,
  task_id text,
  task_name text,
  billable boolean not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  duration_seconds integer,
  time_zone text,
  offset_start integer,
  offset_end integer,
  running boolean not null,
  overtime boolean not null default false,
  status text not null check (status in ('open', 'closed', 'under-review', 'approved', 'rejected', 'deleted')),
  edits integer not null,
  note text,
  approved_started_at timestamptz,
  approved_ended_at timestamptz,
  approved_seconds integer,
  decision text check (decision in ('approved', 'rejected')),
  -- How many edits the decision knew; a later one opens a new review.
  decided_edits integer,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, external_id),
  foreign key (workspace_id, person_id) references people
);
select protect_workspace_table('time_sessions', '');
create index time_sessions_by_start on time_sessions (workspace_id, started_at, id);
create index time_sessions_by_person on time_sessions (workspace_id, person_id, started_at);
create index time_sessions_by_status on time_sessions (workspace_id, status, started_at);
create index time_sessions_by_project on time_sessions (workspace_id, lower(project_name), started_at);
create index time_sessions_by_task on time_sessions (workspace_id, lower(task_name), started_at);
create index time_sessions_running on time_sessions (workspace_id, started_at) where running;

-- The end of the workspace's chain; whoever appends holds its row, so entries have no gaps and no two have the same number.
create table audit_heads (
  workspace_id text primary key references workspaces on delete cascade,
  seq bigint not null,
  hash bytea not null
);
select protect_workspace_table('audit_heads', '');

create table audit_entries (
  workspace_id text not null references workspaces on delete cascade,
  seq bigint not null,
  id text not null,
  at timestamptz not null,
  actor json not null,
  action text not null,
  session_id text,
  event_id text,
  -- Text that is hashed as it is: json keeps it to the byte, jsonb would not.
  changes json not null,
  note text,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (workspace_id, seq)
);
select protect_workspace_table('audit_entries', '');
-- Nobody but the workspace's own end takes an entry away, and nobody changes one.
revoke update, delete on audit_entries from switchyard_app;
create unique index audit_entries_by_id on audit_entries (workspace_id, id);
create index audit_entries_by_session on audit_entries (workspace_id, session_id, seq);
create index audit_entries_by_time on audit_entries (workspace_id, at, seq);
