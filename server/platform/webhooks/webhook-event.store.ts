import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { WebhookEventsTable, WebhookRun } from '../../storage/tables/webhook-events.ts'

export type EventRow = Selectable<WebhookEventsTable>
/** Without the bytes: they may be many. */
export type EventHead = Omit<EventRow, 'body' | 'bodyHash'>
export type EventStatus = EventRow['status']
export type Runs = Readonly<Record<string, WebhookRun>>

const HEAD = [
  ...(['workspaceId', 'id', 'type', 'entityId', 'source', 'status', 'ambiguous', 'error'] as const),
  ...(['receivedAt', 'handledAt', 'runs'] as const),
] as const

export async function findEvent(db: Db, scope: WorkspaceScope, id: string): Promise<EventRow | undefined> {
  return db
    .selectFrom('webhookEvents')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Also holds it until the transaction ends. */
export async function findEventToUpdate(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<EventHead | undefined> {
  return db
    .selectFrom('webhookEvents')
    .select(HEAD)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Newest first; `before` is the id of the last one seen. */
export async function listEvents(
  db: Db,
  scope: WorkspaceScope,
  page: {
    readonly type: string | undefined
    readonly status: EventStatus | undefined
    readonly before: string | undefined
    readonly limit: number
  },
): Promise<EventHead[]> {
  let query = db.selectFrom('webhookEvents').select(HEAD).where('workspaceId', '=', scope.workspaceId)
  if (page.type) query = query.where('type', '=', page.type)
  if (page.status) query = query.where('status', '=', page.status)
  if (page.before) query = query.where('id', '<', page.before)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}

export async function updateEvent(
  db: Db,
  scope: WorkspaceScope,
  event: {
    readonly id: string
    readonly status: EventStatus
    readonly error: string | null
    readonly runs: Runs
    readonly handledAt: Date | null
  },
): Promise<void> {
  const { id, runs, ...values } = event
  await db
    .updateTable('webhookEvents')
    .set({ ...values, runs: JSON.stringify(runs) })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Unhandled events that no live job of those names is for: theirs was cancelled, or died with its process too often. Holds them. */
export async function listLostEvents(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly receivedBefore: Date; readonly jobs: readonly string[]; readonly limit: number },
): Promise<EventHead[]> {
  return db
    .selectFrom('webhookEvents')
    .select(HEAD)
    .where('workspaceId', '=', scope.workspaceId)
    .where('status', '=', 'received')
    .where('receivedAt', '<', page.receivedBefore)
    .where(
      sql<boolean>`id not in (
        select payload ->> 'webhookEventId' from jobs
        where workspace_id = ${scope.workspaceId} and state in ('ready', 'running') and name = any(${page.jobs})
      )`,
    )
    .orderBy('id')
    .limit(page.limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Holds the workspace against its deletion until the transaction ends; false when it is gone. */
export async function holdWorkspace(db: Db, scope: WorkspaceScope): Promise<boolean> {
  const row = await db
    .selectFrom('workspaces')
    .select('workspaceId')
    .where('workspaceId', '=', scope.workspaceId)
    .forKeyShare()
    .executeTakeFirst()
  return row !== undefined
}

/** Returns how many. */
export async function deleteOldEvents(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly receivedBefore: Date; readonly limit: number },
): Promise<number> {
  const result = await db
    .deleteFrom('webhookEvents')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('webhookEvents')
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
export async function deleteEvents(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('webhookEvents').where('workspaceId', '=', scope.workspaceId).execute()
}
