import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { deleteConnection } from './connection.store.ts'

export async function removeConnection(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: { readonly id: string },
): Promise<void> {
  const deleted = await inWorkspace(deps.db, scope, (tx) => deleteConnection(tx, scope, input.id))
  if (deleted === undefined) throw notFound('connection', input.id)
}
