import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

type Workspace = Pick<WorkspaceScope, 'workspaceId'>

/** `db` is a transaction of the workspace, here and below. */
export async function findWorkspace(
  db: Db,
  scope: Workspace,
): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom('workspaces')
    .select(['workspaceId as id', 'name'])
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
}

export async function insertOperatorWorkspace(db: Db, scope: Workspace, name: string): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ workspaceId: scope.workspaceId, name, source: 'operator' })
    .execute()
}
