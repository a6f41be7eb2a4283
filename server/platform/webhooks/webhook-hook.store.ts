import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { WebhookHooksTable } from '../../storage/tables/webhook-hooks.ts'

export type HookRow = Selectable<WebhookHooksTable>

export async function findHook(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  id: string,
): Promise<HookRow | undefined> {
  return db
    .selectFrom('webhookHooks')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Newest first; `before` is the id of the last one seen. */
export async function listHooks(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<HookRow[]> {
  let query = db.selectFrom('webhookHooks').selectAll().where('workspaceId', '=', scope.workspaceId)
  if (page.before) query = query.where('id', '<', page.before)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}

export async function insertHook(
  db: Db,
  scope: WorkspaceScope,
  hook: Omit<HookRow, 'workspaceId'>,
): Promise<HookRow> {
  return db
    .insertInto('webhookHooks')
    .values({ workspaceId: scope.workspaceId, ...hook })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function deleteHook(db: Db, scope: WorkspaceScope, id: string): Promise<string | undefined> {
  const row = await db
    .deleteFrom('webhookHooks')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
