-- An event knows by itself which state of its entity it is, so storing a delivery writes one table instead of three.
-- entity_key is the entity's id, or '#' and the body's hash where it has none. superseded is 0 for the newest event of an
-- entity and type; an event that another takes the place of gets the next number of that line.
-- webhook_deliveries holds repetitions only: the first delivery is the event itself.
alter table webhook_events
  add column entity_key text,
  add column superseded integer not null default 0,
  add column idempotency_key text;

-- Row-level security is forced, so the owner would see no row to fill.
alter table webhook_events no force row level security;
alter table webhook_deliveries no force row level security;
update webhook_events set entity_key = line.entity_key, superseded = line.superseded
from (
  select workspace_id, id, coalesce(entity_id, '#' || encode(body_hash, 'hex')) as entity_key,
    case when lead(id) over line is null then 0 else row_number() over line end as superseded
  from webhook_events
  window line as (
    partition by workspace_id, type, coalesce(entity_id, '#' || encode(body_hash, 'hex')) order by id
    rows between unbounded preceding and unbounded following
  )
) as line
where line.workspace_id = webhook_events.workspace_id and line.id = webhook_events.id;
update webhook_events set idempotency_key = first.idempotency_key
from webhook_deliveries first
where first.workspace_id = webhook_events.workspace_id and first.event_id = webhook_events.id and first.outcome = 'stored';
delete from webhook_deliveries where outcome = 'stored';
alter table webhook_events force row level security;
alter table webhook_deliveries force row level security;

alter table webhook_events alter column entity_key set not null;
create unique index webhook_events_by_entity on webhook_events (workspace_id, type, entity_key, superseded);
drop index webhook_events_by_body;
drop index webhook_events_by_age;
drop index webhook_events_by_status;
create index webhook_events_unfinished on webhook_events (workspace_id, status, id) where status <> 'done';

-- A process of the version before stores events while others run this one: it decides by webhook_states, which nobody else
-- keeps any more. Its row gets its place here, and no row at all when it repeats what another process has just stored
-- (Clockify repeats within 70 s). To be dropped with webhook_states two releases later.
create function place_webhook_event() returns trigger language plpgsql as $$
declare
  newest record;
begin
  new.entity_key := coalesce(new.entity_id, '#' || encode(new.body_hash, 'hex'));
  select id, body_hash, received_at into newest from webhook_events
  where workspace_id = new.workspace_id and type = new.type and entity_key = new.entity_key and superseded = 0
  for update;
  if not found then return new; end if;
  if newest.body_hash = new.body_hash and newest.received_at > new.received_at - interval '2 minutes' then return null; end if;
  update webhook_events set superseded = 1 + (
    select max(older.superseded) from webhook_events older
    where older.workspace_id = new.workspace_id and older.type = new.type and older.entity_key = new.entity_key
  )
  where workspace_id = new.workspace_id and id = newest.id;
  return new;
end
$$;
create trigger webhook_events_placed before insert on webhook_events
for each row when (new.entity_key is null) execute function place_webhook_event();

-- Processes announce new jobs after their commit: a notification inside makes every commit of the server wait for the others.
drop trigger jobs_announced on jobs;
drop function announce_jobs();
drop index jobs_dedupe;
create unique index jobs_dedupe on jobs (coalesce(workspace_id, ''), name, dedupe_key)
where state in ('ready', 'running') and dedupe_key is not null;
drop index jobs_finished;

-- True for kinds that are run many at a time: they are claimed apart, past whatever else waits.
alter table jobs add column batched boolean not null default false;
drop index jobs_ready;
create index jobs_ready on jobs (batched, priority desc, run_at, id) where state = 'ready';
