create table time_session_settings (
  workspace_id text primary key references workspaces on delete cascade,
  -- Only what was set; everything else is as the server ships it.
  settings json not null,
  updated_at timestamptz not null
);
select protect_workspace_table('time_session_settings', '');

-- Null: the workspace's limit.
alter table people add column overtime_hours double precision;

-- What people say of an entry here, by hand, is told like what Clockify says.
alter table time_entry_facts drop constraint time_entry_facts_kind_check;
alter table time_entry_facts add constraint time_entry_facts_kind_check check (kind in
  ('started', 'stopped', 'added', 'split', 'updated', 'deleted', 'restored', 'fetched', 'gone', 'corrected', 'removed'));
