import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

/** Makes the workspace if it is not there, and holds it until the transaction ends: lifecycle events of one workspace take turns. */
export async function lockClockifyWorkspace(
  db: Db,
  scope: WorkspaceScope,
): Promise<{ source: 'clockify' | 'operator' }> {
  return db
    .insertInto('workspaces')
    .values({
      workspaceId: scope.workspaceId,
      name: `Clockify workspace ${scope.workspaceId}`,
      source: 'clockify',
    })
    .onConflict((conflict) =>
      conflict.column('workspaceId').doUpdateSet((row) => ({ source: row.ref('workspaces.source') })),
    )
    .returning('source')
    .executeTakeFirstOrThrow()
}

/** Holds it against everything that adds rows to it. */
export async function lockWorkspaceToDelete(
  db: Db,
  scope: WorkspaceScope,
): Promise<{ source: 'clockify' | 'operator' } | undefined> {
  return db
    .selectFrom('workspaces')
    .select('source')
    .where('workspaceId', '=', scope.workspaceId)
    .forUpdate()
    .executeTakeFirst()
}

/** Takes every row with it that has a foreign key to the workspace. */
export async function deleteWorkspace(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('workspaces').where('workspaceId', '=', scope.workspaceId).execute()
}
