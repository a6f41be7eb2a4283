import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { deleteSavedCall } from './saved-call.store.ts'

export async function removeSavedCall(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<void> {
  const removed = await inWorkspace(deps.db, scope, (tx) => deleteSavedCall(tx, scope, id))
  if (removed === undefined) throw notFound('saved call', id)
}
