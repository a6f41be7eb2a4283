import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { deleteHook } from './webhook-hook.store.ts'

/** Its deliveries are refused from then on; what it brought stays. */
export async function removeHook(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<void> {
  const removed = await inWorkspace(deps.db, scope, (tx) => deleteHook(tx, scope, id))
  if (removed === undefined) throw notFound('webhook', id)
}
