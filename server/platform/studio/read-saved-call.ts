import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { findSavedCall, type SavedCallRow } from './saved-call.store.ts'

export async function readSavedCall(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<SavedCallRow> {
  const row = await inWorkspaceAtOnce(deps.db, scope, (tx) => findSavedCall(tx, scope, id))
  if (row === undefined) throw notFound('saved call', id)
  return row
}
