import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { NewEvent } from './new-delivery.ts'

/** An entity's newest event of a type. */
export interface NewestEvent {
  readonly id: string
  readonly type: string
  readonly entityKey: string
  readonly bodyHash: Buffer
  readonly receivedAt: Date
}

/**
 * Stores the events whose entity has no newest one, with the jobs that `enqueue` makes of the rows that it is given, and returns their ids; undefined when the workspace is gone. Holds the workspace
 * against its deletion. Rows go in by the order of their keys, so that transactions wait for each other and never in a circle; whoever
 * waits for another's row finds it there afterwards.
 */
export async function insertNewestEvents(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  input: {
    readonly events: readonly NewEvent[]
    /** Its rows have the columns id and payload; an event's job has the event's id. */
    readonly enqueue: (rows: RawBuilder<unknown>) => RawBuilder<unknown>
  },
): Promise<ReadonlySet<string> | undefined> {
  const { workspaceId } = scope
  const { events, enqueue } = input
  const bodies = events.map(({ delivery }) => delivery.body)
  let end = 1
  const starts = bodies.map((body) => (end += body.length) - body.length)
  const { rows } = await sql<{ held: boolean; stored: string[] }>`/* prepared insert-newest-events */
    with held as (
      select workspace_id from workspaces where workspace_id = ${workspaceId} for key share
    ), incoming as (
      select * from unnest(
        ${events.map(({ delivery }) => delivery.eventId)}::text[],
        ${events.map(({ delivery }) => delivery.type)}::text[],
        ${events.map(({ delivery }) => delivery.key.entityId ?? null)}::text[],
        ${events.map(({ delivery }) => delivery.key.entityKey)}::text[],
        ${events.map(({ delivery }) => delivery.source)}::text[],
        ${events.map(({ delivery }) => delivery.key.bodyHash.toString('hex'))}::text[],
        ${starts}::integer[],
        ${bodies.map((body) => body.length)}::integer[],
        ${events.map(({ delivery }) => delivery.idempotencyKey)}::text[],
        ${events.map(({ delivery }) => delivery.receivedAt.toISOString())}::text[],
        ${events.map(({ status }) => status)}::text[],
        ${events.map(({ error }) => error)}::text[],
        ${events.map(({ runs }) => JSON.stringify(runs))}::text[],
        ${events.map(({ ambiguous }) => ambiguous)}::boolean[]
      ) as event (
        id, type, entity_id, entity_key, source, body_hash, body_from, body_length, idempotency_key, received_at,
        status, error, runs, ambiguous
      )
    ), stored as (
      insert into webhook_events (
        workspace_id, id, type, entity_id, entity_key, source, body, body_hash, idempotency_key, received_at,
        status, error, runs, ambiguous, handled_at
      )
      select held.workspace_id, id, type, entity_id, entity_key, source,
        substring(${Buffer.concat(bodies)}::bytea from body_from for body_length), decode(body_hash, 'hex'),
        idempotency_key, received_at::timestamptz, status, error, runs::jsonb, ambiguous,
        case when status <> 'received' then received_at::timestamptz end
      from incoming cross join held order by type, entity_key
      on conflict (workspace_id, type, entity_key, superseded) do nothing
      returning id, status
    ), enqueued as (${enqueue(sql`
      select id, json_build_object('webhookEventId', id, 'replayed', false) as payload
      from stored where status = 'received'`)})
    select exists (select from held) as held, coalesce(array_agg(id), '{}') as stored from stored`.execute(db)
  const [answer] = rows
  return answer?.held ? new Set(answer.stored) : undefined
}

/** Locks the newest event of each of these entities, in the order of their keys; one that another transaction has just superseded is left out. */
export async function lockNewestEvents(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  events: readonly NewEvent[],
): Promise<NewestEvent[]> {
  const { rows } = await sql<NewestEvent>`
    select newest.* from (
      select * from unnest(
        ${events.map(({ delivery }) => delivery.type)}::text[],
        ${events.map(({ delivery }) => delivery.key.entityKey)}::text[]
      ) as wanted (type, entity_key) order by type, entity_key
    ) as wanted
    cross join lateral (
      select id, type, entity_key, body_hash, received_at from webhook_events
      where workspace_id = ${scope.workspaceId} and superseded = 0
        and type = wanted.type and entity_key = wanted.entity_key
      for update
    ) as newest`.execute(db)
  return rows
}

/** Makes room for the next newest event of their entities. Says of each whether the body that takes its place is one that the entity had before. */
export async function supersedeEvents(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  superseding: readonly { readonly newest: NewestEvent; readonly bodyHash: Buffer }[],
): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await sql<{ id: string; hadBefore: boolean }>`
    update webhook_events as newest
    set superseded = 1 + (
      select max(older.superseded) from webhook_events older
      where older.workspace_id = newest.workspace_id and older.type = newest.type and older.entity_key = newest.entity_key
    )
    from unnest(
      ${superseding.map(({ newest }) => newest.id)}::text[],
      ${superseding.map(({ bodyHash }) => bodyHash.toString('hex'))}::text[]
    ) as next (id, body_hash)
    where newest.workspace_id = ${scope.workspaceId} and newest.id = next.id
    returning newest.id, exists (
      select from webhook_events older
      where older.workspace_id = newest.workspace_id and older.type = newest.type
        and older.entity_key = newest.entity_key and older.body_hash = decode(next.body_hash, 'hex')
    ) as had_before`.execute(db)
  return new Map(rows.map(({ id, hadBefore }) => [id, hadBefore]))
}
