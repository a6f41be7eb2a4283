-- One row per workspace: when the next request may leave. Every process reserves its slots here, by this database's clock.
-- used and refused count the requests by minute, newest first, beginning with minute `latest_minute` since 1970: one row, so
-- that one lock covers the pace and the hourly budget.
create table rate_limits (
  workspace_id text primary key references workspaces on delete cascade,
  next_at timestamptz not null,
  blocked_until timestamptz,
  refusals integer not null default 0,
  learned_per_hour integer,
  learned_at timestamptz,
  learned_until timestamptz,
  latest_minute integer not null default 0,
  used integer[] not null default '{}',
  refused integer[] not null default '{}'
) with (fillfactor = 50);
select protect_workspace_table('rate_limits', '');
