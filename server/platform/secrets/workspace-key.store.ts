import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../storage/db.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'

export async function findWrappedKey(db: Db, scope: WorkspaceScope): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('workspaceKeys')
    .select('wrappedKey')
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
  return row?.wrappedKey
}

/** The same as a part of another statement; null when there is none. */
export function wrappedKeyOf(scope: Pick<WorkspaceScope, 'workspaceId'>): RawBuilder<Buffer | null> {
  return sql`(select wrapped_key from workspace_keys where workspace_id = ${scope.workspaceId})`
}

export async function insertWrappedKey(db: Db, scope: WorkspaceScope, wrappedKey: Buffer): Promise<void> {
  await db
    .insertInto('workspaceKeys')
    .values({ workspaceId: scope.workspaceId, wrappedKey })
    .onConflict((conflict) => conflict.column('workspaceId').doNothing())
    .execute()
}

/** Everything sealed for the workspace is unreadable from then on. */
export async function deleteWrappedKey(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('workspaceKeys').where('workspaceId', '=', scope.workspaceId).execute()
}

/** Across workspaces: only under asSystem. */
export async function listWrappedKeys(db: Db): Promise<{ workspaceId: string; wrappedKey: Buffer }[]> {
  return db.selectFrom('workspaceKeys').select(['workspaceId', 'wrappedKey']).execute()
}

/** Changes nothing if another process was first. Only under asSystem. */
export async function replaceWrappedKey(
  db: Db,
  workspaceId: string,
  keys: { readonly from: Buffer; readonly to: Buffer },
): Promise<void> {
  await db
    .updateTable('workspaceKeys')
    .set({ wrappedKey: keys.to })
    .where('workspaceId', '=', workspaceId)
    .where('wrappedKey', '=', keys.from)
    .execute()
}
