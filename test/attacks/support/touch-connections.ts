import {
  addWarning,
  claimRenewal,
  findConnectionOf,
  releaseRenewal,
  updateCredentials,
  updateLimit,
  type SealedConnection,
} from '../../../server/platform/connections/connection.store.ts'
import { systemScope, type WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Tx } from '../../../server/storage/db.ts'
import type { TwoWorkspaces } from './two-workspaces.ts'

/** As its owner sees it. */
export async function theirConnection({ test, theirs }: TwoWorkspaces): Promise<SealedConnection> {
  const scope = systemScope(theirs.workspaceId, 'test')
  const found = await inWorkspace(test.database.db, scope, (tx) => findConnectionOf(tx, scope, 'huntflow'))
  if (found === undefined) throw new Error('the other workspace has no connection with Huntflow')
  return found
}

/** Renewals of tokens and learned limits, of another workspace's connection. */
export async function touchConnections(
  tx: Tx,
  scope: WorkspaceScope,
  { id, savedAt }: SealedConnection,
): Promise<void> {
  const now = new Date()
  const credentialsSealed = Buffer.from('an attack')
  await claimRenewal(tx, scope, { id, savedAt, now, until: new Date(now.getTime() + 60_000) })
  await releaseRenewal(tx, scope, { id, savedAt })
  const warning = { operation: 'GET /attack', heardAt: now.toISOString(), endsAt: null }
  await addWarning(tx, scope, { id, warning })
  await updateLimit(tx, scope, { id, perMinute: 1 })
  await updateCredentials(tx, scope, { id, before: savedAt, savedAt: now, credentialsSealed })
}
