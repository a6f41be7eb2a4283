import { newId } from '../../server/shared/ids.ts'
import type { Role, WorkspaceScope } from '../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../server/storage/db.ts'

/** Inserts a workspace of its own and returns a scope for it. */
export async function aWorkspace(db: Db, role: Role = 'admin'): Promise<WorkspaceScope> {
  const workspaceId = newId()
  const scope: WorkspaceScope = { workspaceId, actor: { type: 'user', id: `user-of-${workspaceId}`, role } }
  await inWorkspace(db, scope, (tx) =>
    tx.insertInto('workspaces').values({ workspaceId, name: 'Acme', source: 'operator' }).execute(),
  )
  return scope
}
