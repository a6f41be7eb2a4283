-- One row per workspace: when the next request may leave. Every process reserves its slots here.
create table rate_limits (
  workspace_id text primary key references workspaces on delete cascade,
  next_at timestamptz not null,
  blocked_until timestamptz,
  learned_per_hour integer
) with (fillfactor = 50);
select protect_workspace_table('rate_limits', '');

-- Requests of the last hour by minute, kept only where an hourly budget applies.
create table rate_minutes (
  workspace_id text not null references workspaces on delete cascade,
  minute timestamptz not null,
  used integer not null,
  primary key (workspace_id, minute)
);
select protect_workspace_table('rate_minutes', '');
