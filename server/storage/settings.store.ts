import type { WorkspaceScope } from '../shared/scope.ts'
import type { Db } from './db.ts'

/** Those that hold what a workspace has set of one feature: a row, with only what was set. */
export type SettingsTable =
  | 'clickupSettings'
  | 'pageTaskSettings'
  | 'taskUpsertSettings'
  | 'timeSessionSettings'

/** What was set; undefined when nothing was. */
export async function findStoredSettings(
  db: Db,
  scope: WorkspaceScope,
  table: SettingsTable,
): Promise<unknown> {
  const row = await db
    .selectFrom(table)
    .select('settings')
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
  return row?.settings
}

/** The same, held until the transaction ends. */
export async function lockStoredSettings(
  db: Db,
  scope: WorkspaceScope,
  { table, at: updatedAt }: { readonly table: SettingsTable; readonly at: Date },
): Promise<unknown> {
  const row = await db
    .insertInto(table)
    .values({ workspaceId: scope.workspaceId, settings: '{}', updatedAt })
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet({ updatedAt }))
    .returning('settings')
    .executeTakeFirstOrThrow()
  return row.settings
}

export async function updateStoredSettings(
  db: Db,
  scope: WorkspaceScope,
  { table, settings }: { readonly table: SettingsTable; readonly settings: object },
): Promise<void> {
  await db
    .updateTable(table)
    .set({ settings: JSON.stringify(settings) })
    .where('workspaceId', '=', scope.workspaceId)
    .execute()
}
