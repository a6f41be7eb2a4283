import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { deleteApiKeyRow } from './api-key.store.ts'

/** Ends the sessions that were opened with it, too. */
export async function deleteApiKey(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: { readonly id: string },
): Promise<void> {
  const deleted = await inWorkspace(deps.db, scope, (tx) => deleteApiKeyRow(tx, scope, input.id))
  if (deleted === undefined) throw notFound('API key', input.id)
}
