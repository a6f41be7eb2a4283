-- Every service has a pace of its own. A process of the version before knows Clockify's row only and would lock and write the others
-- too, so let the last of them go before other services are connected.
alter table rate_limits
  add column service text not null default 'clockify',
  drop constraint rate_limits_pkey,
  add primary key (workspace_id, service);

-- What the service has said of its limit, so that the first request after a start keeps to it.
alter table connections add column requests_per_minute integer;

-- While a process asks for new tokens in place of expired ones, the others wait for what it gets.
alter table connections add column renewing_until timestamptz;

-- A delivery names its connection only.
grant select (workspace_id, id, connector) on connections to switchyard_system;
create policy system on connections for select to switchyard_system using (true);
