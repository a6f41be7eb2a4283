import { sql } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import { deleteFound } from '../../storage/delete-found.store.ts'
import type { NewDelivery } from './new-delivery.ts'

export interface Repetition {
  readonly eventId: string
  readonly receivedAt: Date
  /** How many the event has in all. */
  readonly total: number
}

/** Notes that these came once more, each at the event that it repeats. */
export async function insertRepetitions(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  repetitions: readonly { readonly eventId: string; readonly delivery: NewDelivery }[],
): Promise<void> {
  await db
    .insertInto('webhookDeliveries')
    .values(
      repetitions.map(({ eventId, delivery }) => ({
        workspaceId: scope.workspaceId,
        eventId,
        outcome: 'duplicate' as const,
        idempotencyKey: delivery.idempotencyKey,
        receivedAt: delivery.receivedAt,
      })),
    )
    .execute()
}

/** The first `perEvent` repetitions of each event, oldest first. */
export async function listRepetitions(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly eventIds: readonly string[]; readonly perEvent: number },
): Promise<Repetition[]> {
  const result = await sql<Repetition>`
    select event_id, received_at, total::int from (
      select event_id, received_at, id,
        row_number() over (partition by event_id order by id) as place,
        count(*) over (partition by event_id) as total
      from webhook_deliveries
      where workspace_id = ${scope.workspaceId} and event_id = any(${page.eventIds}) and outcome = 'duplicate'
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
  const ids = db
    .selectFrom('webhookDeliveries')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('receivedAt', '<', page.receivedBefore)
    .orderBy('receivedAt')
    .limit(page.limit)
  return deleteFound(db, scope, { table: 'webhookDeliveries', ids })
}

/** Part of uninstalling. */
export async function deleteDeliveries(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('webhookDeliveries').where('workspaceId', '=', scope.workspaceId).execute()
}
