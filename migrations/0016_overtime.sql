-- Who has worked more than a day's or week's limit; once for each period.
create table overtime_alerts (
  workspace_id text not null references workspaces on delete cascade,
  person_id text not null,
  period text not null check (period in ('day', 'week')),
  -- First day of the period, in the zone of the workspace's reports.
  starts_on text not null,
  limit_hours double precision not null,
  noticed_at timestamptz not null,
  primary key (workspace_id, person_id, period, starts_on),
  foreign key (workspace_id, person_id) references people on delete cascade
);
select protect_workspace_table('overtime_alerts', '');
