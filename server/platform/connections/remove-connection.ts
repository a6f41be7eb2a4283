import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { deleteConnection, findConnection } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'

export async function removeConnection(
  { db, beforeRemoval, onChange }: Pick<ConnectionDeps, 'db' | 'beforeRemoval' | 'onChange'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<void> {
  const found = await inWorkspace(db, scope, (tx) => findConnection(tx, scope, id))
  if (found === undefined) throw notFound('connection', id)
  await beforeRemoval(scope, found.connector)
  await inWorkspace(db, scope, async (tx) => {
    if ((await deleteConnection(tx, scope, id)) === undefined) throw notFound('connection', id)
    await onChange(tx, scope, found.connector)
  })
}
