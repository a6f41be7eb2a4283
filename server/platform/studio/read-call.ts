import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { findApiCall, type ApiCallRow } from './api-call.store.ts'

export async function readCall(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<ApiCallRow> {
  const row = await inWorkspaceAtOnce(deps.db, scope, (tx) => findApiCall(tx, scope, id))
  if (row === undefined) throw notFound('call', id)
  return row
}
