import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'

/** What was set; undefined when nothing was. */
export async function findStoredSettings(db: Db, scope: WorkspaceScope): Promise<unknown> {
  const row = await db
    .selectFrom('clickupSettings')
    .select('settings')
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
  return row?.settings
}

/** The same, held until the transaction ends. */
export async function lockStoredSettings(db: Db, scope: WorkspaceScope, updatedAt: Date): Promise<unknown> {
  const row = await db
    .insertInto('clickupSettings')
    .values({ workspaceId: scope.workspaceId, settings: '{}', updatedAt })
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet({ updatedAt }))
    .returning('settings')
    .executeTakeFirstOrThrow()
  return row.settings
}

export async function updateStoredSettings(db: Db, scope: WorkspaceScope, settings: object): Promise<void> {
  await db
    .updateTable('clickupSettings')
    .set({ settings: JSON.stringify(settings) })
    .where('workspaceId', '=', scope.workspaceId)
    .execute()
}
