import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { findMail, type StoredMail } from './outbox.store.ts'

export async function readMail(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<StoredMail> {
  const mail = await inWorkspaceAtOnce(deps.db, scope, (tx) => findMail(tx, scope, id))
  if (mail === undefined) throw notFound('mail', id)
  return mail
}
