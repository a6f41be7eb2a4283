import { sql } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { JobDefinition } from '../jobs/index.ts'
import type { NewDelivery } from './new-delivery.ts'

export interface StoredDelivery {
  readonly eventId: string
  readonly outcome: 'stored' | 'duplicate'
  readonly receivedAt: Date
  /** How many the event has in all. */
  readonly total: number
}

/**
 * Stores the deliveries, the events of the new ones, and one job for each event that is to be handed out. A statement of its own after
 * keepStates: it sees what others committed while that one waited, so an older equal body is never missed.
 */
export async function insertDeliveries(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  input: {
    readonly deliveries: readonly NewDelivery[]
    /** In the order of the deliveries: the event that each belongs to. */
    readonly eventIds: readonly string[]
    readonly dispatch: Pick<JobDefinition, 'name' | 'maxAttempts' | 'priority'>
    readonly inactiveReason: string
  },
): Promise<void> {
  const { deliveries, dispatch } = input
  const { workspaceId } = scope
  // The columns of jobs are those that platform/jobs sets for a job that is ready at once; the event's id is the job's, too.
  await sql`
    with incoming as (
      select *, event_id = own_id as is_new from unnest(
        ${input.eventIds}::text[],
        ${deliveries.map(({ eventId }) => eventId)}::text[],
        ${deliveries.map(({ type }) => type)}::text[],
        ${deliveries.map(({ key }) => key.entityId ?? null)}::text[],
        ${deliveries.map(({ source }) => source)}::text[],
        ${deliveries.map(({ key }) => key.bodyHash.toString('hex'))}::text[],
        ${deliveries.map(({ body }) => body.toString('hex'))}::text[],
        ${deliveries.map(({ idempotencyKey }) => idempotencyKey)}::text[],
        ${deliveries.map(({ active }) => active)}::boolean[],
        ${deliveries.map(({ receivedAt }) => receivedAt.toISOString())}::text[]
      ) with ordinality as t (
        event_id, own_id, type, entity_id, source, body_hash, body, idempotency_key, active, received_at, place
      )
    ), new_events as (
      insert into webhook_events
        (workspace_id, id, type, entity_id, source, body, body_hash, status, ambiguous, error, received_at, handled_at)
      select ${workspaceId}, event_id, type, entity_id, source, decode(body, 'hex'), decode(body_hash, 'hex'),
        case when active then 'received' else 'ignored' end,
        exists (
          select from webhook_events older
          where older.workspace_id = ${workspaceId} and older.type = incoming.type
            and older.body_hash = decode(incoming.body_hash, 'hex')
        ),
        case when active then null else ${input.inactiveReason} end,
        received_at::timestamptz,
        case when active then null else received_at::timestamptz end
      from incoming where is_new order by place
    ), new_jobs as (
      insert into jobs (id, workspace_id, name, payload, priority, max_attempts, run_at, created_at)
      select event_id, ${workspaceId}, ${dispatch.name}, json_build_object('webhookEventId', event_id),
        ${dispatch.priority}, ${dispatch.maxAttempts}, now(), now()
      from incoming where is_new and active order by place
    )
    insert into webhook_deliveries (workspace_id, event_id, outcome, idempotency_key, received_at)
    select ${workspaceId}, event_id, case when is_new then 'stored' else 'duplicate' end, idempotency_key,
      received_at::timestamptz
    from incoming order by place`.execute(db)
}

/** The first `perEvent` deliveries of each event, oldest first. */
export async function listDeliveries(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly eventIds: readonly string[]; readonly perEvent: number },
): Promise<StoredDelivery[]> {
  const result = await sql<StoredDelivery>`
    select event_id, outcome, received_at, total::int from (
      select event_id, outcome, received_at, id,
        row_number() over (partition by event_id order by id) as place,
        count(*) over (partition by event_id) as total
      from webhook_deliveries
      where workspace_id = ${scope.workspaceId} and event_id = any(${page.eventIds})
    ) as placed
    where place <= ${page.perEvent} order by event_id, id`.execute(db)
  return result.rows
}

/** Returns how many. */
export async function deleteOldDeliveries(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly receivedBefore: Date; readonly limit: number },
): Promise<number> {
  const result = await db
    .deleteFrom('webhookDeliveries')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('webhookDeliveries')
        .select('id')
        .where('workspaceId', '=', scope.workspaceId)
        .where('receivedAt', '<', page.receivedBefore)
        .orderBy('receivedAt')
        .limit(page.limit),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Part of uninstalling. */
export async function deleteDeliveries(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('webhookDeliveries').where('workspaceId', '=', scope.workspaceId).execute()
}
