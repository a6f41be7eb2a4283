-- Two roles without login, neither owner nor superuser. Requests and jobs run as switchyard_app, which sees one
-- workspace at a time; switchyard_system sees only the few tables that must be read across workspaces.
do $$
declare
  name text;
begin
  foreach name in array array['switchyard_app', 'switchyard_system'] loop
    begin
      execute format('create role %I nologin', name);
    exception
      when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, name, 'member') then
      execute format('grant %I to current_user', name);
    end if;
    execute format('grant usage on schema public to %I', name);
  end loop;
end
$$;

-- Called once for every table with a workspace_id. system_grants: what switchyard_system may do there, '' for nothing.
create function protect_workspace_table(table_name text, system_grants text) returns void
language plpgsql as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format('grant select, insert, update, delete on %I to switchyard_app', table_name);
  execute format(
    'create policy workspace on %I to switchyard_app using (workspace_id = current_setting(''app.workspace_id'', true))',
    table_name
  );
  if system_grants <> '' then
    execute format('grant %s on %I to switchyard_system', system_grants, table_name);
    execute format('create policy system on %I to switchyard_system using (true)', table_name);
  end if;
end
$$;
revoke execute on function protect_workspace_table(text, text) from public;

-- Facts about this installation of Switchyard as a whole; no workspace data.
create table platform_facts (
  name text primary key,
  value bytea not null
);
grant select, insert, update, delete on platform_facts to switchyard_system;

create table workspaces (
  workspace_id text primary key check (workspace_id <> ''),
  name text not null,
  source text not null check (source in ('clockify', 'operator')),
  created_at timestamptz not null default now()
);
select protect_workspace_table('workspaces', 'select');

-- One data key per workspace, wrapped by the newest ENCRYPTION_KEY. Deleting the row makes everything sealed unreadable.
create table workspace_keys (
  workspace_id text primary key references workspaces on delete cascade,
  wrapped_key bytea not null,
  created_at timestamptz not null default now()
);
select protect_workspace_table('workspace_keys', 'select, update');

create table api_keys (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  label text not null,
  role text not null check (role in ('reader', 'member', 'admin')),
  key_hash bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (workspace_id, id)
);
select protect_workspace_table('api_keys', '');

create table browser_sessions (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  api_key_id text not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, api_key_id) references api_keys on delete cascade
);
select protect_workspace_table('browser_sessions', '');
