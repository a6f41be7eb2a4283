create table reports (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  kind text not null check (kind in ('weekly', 'monthly', 'custom')),
  -- Null: of everybody.
  person_id text,
  -- Days of the zone, both of them in it.
  from_day text not null,
  to_day text not null,
  zone text not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed')),
  -- How many have been read.
  sessions integer not null default 0,
  error text,
  -- Of the latest try; the file is there when the report is done.
  file_id text,
  requested_by json not null,
  email text,
  -- Of those that the schedule makes: a period is reported once to everybody, and once to each person.
  period_key text,
  mailed_to json not null default '[]',
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, period_key),
  foreign key (workspace_id, person_id) references people on delete cascade
);
select protect_workspace_table('reports', '');
create index reports_by_person on reports (workspace_id, person_id);

-- What began before a range and may reach into it: these few, or what began on the day before.
create index time_sessions_long on time_sessions (workspace_id, started_at)
  where ended_at is null or duration_seconds > 86400;
-- What was approved for another time than it has now.
create index time_sessions_moved on time_sessions (workspace_id, approved_started_at)
  where approved_started_at is not null
    and (approved_started_at <> started_at or approved_ended_at is distinct from ended_at);
create index time_sessions_overtime on time_sessions (workspace_id, started_at, id) where overtime;

-- Row-level security keeps functions that are not leakproof, such as lower, from using an index; a column may use one.
-- Set by a trigger: processes of the version before store whole rows, and a generated column would refuse them.
alter table time_sessions add column project_key text, add column task_key text;
-- Whoever owns the tables sees no rows of workspaces otherwise.
alter table time_sessions no force row level security;
update time_sessions set project_key = lower(project_name), task_key = lower(task_name);
alter table time_sessions force row level security;
create function set_time_session_keys() returns trigger language plpgsql as $$
begin
  new.project_key := lower(new.project_name);
  new.task_key := lower(new.task_name);
  return new;
end
$$;
create trigger time_sessions_keys before insert or update of project_name, task_name on time_sessions
  for each row execute function set_time_session_keys();
drop index time_sessions_by_project;
drop index time_sessions_by_task;
create index time_sessions_by_project on time_sessions (workspace_id, project_key, started_at);
create index time_sessions_by_task on time_sessions (workspace_id, task_key, started_at);
alter table people add column email_key text generated always as (lower(email)) stored;
drop index people_by_email;
create index people_by_email on people (workspace_id, email_key);
