import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import { deleteFound } from '../../storage/delete-found.store.ts'
import type { WebhookEventsTable, WebhookRun } from '../../storage/tables/webhook-events.ts'

export type EventRow = Selectable<WebhookEventsTable>
/** Without the bytes: they may be many. */
export type EventHead = Pick<EventRow, (typeof HEAD)[number]>
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

export async function listEventsById(
  db: Db,
  scope: WorkspaceScope,
  ids: readonly string[],
): Promise<EventRow[]> {
  return db
    .selectFrom('webhookEvents')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
}

/** Held until the transaction ends, in an order that all transactions keep. */
export async function lockEvents(
  db: Db,
  scope: WorkspaceScope,
  ids: readonly string[],
): Promise<EventHead[]> {
  return db
    .selectFrom('webhookEvents')
    .select(HEAD)
    .where('workspaceId', '=', scope.workspaceId)
    .where(sql<boolean>`id = any(${ids})`)
    .orderBy('id')
    .forUpdate()
    .execute()
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

export interface EventUpdate {
  readonly id: string
  readonly status: EventStatus
  readonly error: string | null
  readonly runs: Runs
  readonly handledAt: Date | null
}

export async function updateEvents(
  db: Db,
  scope: WorkspaceScope,
  events: readonly EventUpdate[],
): Promise<void> {
  await sql`
    update webhook_events as event
    set status = told.status, error = told.error, runs = told.runs::jsonb, handled_at = told.handled_at::timestamptz
    from unnest(
      ${events.map(({ id }) => id)}::text[],
      ${events.map(({ status }) => status)}::text[],
      ${events.map(({ error }) => error)}::text[],
      ${events.map(({ runs }) => JSON.stringify(runs))}::text[],
      ${events.map(({ handledAt }) => handledAt?.toISOString() ?? null)}::text[]
    ) as told (id, status, error, runs, handled_at)
    where event.workspace_id = ${scope.workspaceId} and event.id = told.id`.execute(db)
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
  const ids = db
    .selectFrom('webhookEvents')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('receivedAt', '<', page.receivedBefore)
    // Ids grow with time, so the oldest come first without an index of their own.
    .orderBy('id')
    .limit(page.limit)
  return deleteFound(db, scope, { table: 'webhookEvents', ids })
}

/** Part of uninstalling. */
export async function deleteEvents(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('webhookEvents').where('workspaceId', '=', scope.workspaceId).execute()
}
