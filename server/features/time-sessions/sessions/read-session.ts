import { notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { findSessionWithPerson } from './session-search.store.ts'
import type { FoundSession } from './session.view.ts'

export async function readSession(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: { readonly id: string },
): Promise<FoundSession> {
  const found = await inWorkspaceAtOnce(deps.db, scope, (tx) => findSessionWithPerson(tx, scope, input.id))
  if (found === undefined) throw notFound('session', input.id)
  return found
}
