import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { Sleep } from '../outbound/index.ts'
import type { ServiceAccess } from './access.ts'
import { claimRenewal, releaseRenewal, updateCredentials } from './connection.store.ts'
import { purposeOf, type ConnectionDeps } from './deps.ts'
import { openConnection, type OpenedConnection } from './open-connection.ts'
import type { Send } from './service.ts'

export interface RenewalDeps extends Pick<ConnectionDeps, 'db' | 'vault' | 'clock'> {
  readonly sleep: Sleep
}

interface Expired<Credentials> {
  readonly access: ServiceAccess<Credentials>
  readonly opened: OpenedConnection<Credentials>
  readonly send: Send
}

// Longer than the request for new ones may take.
const LEASE_MS = 60_000
const LOOK_EVERY_MS = 200

/**
 * The connection with credentials that are newer than those of `opened`. One process at a time asks for them: a refresh token works once.
 * The new ones are stored before anybody uses them.
 */
export async function renewCredentials<Credentials>(
  deps: RenewalDeps,
  scope: WorkspaceScope,
  expired: Expired<Credentials>,
): Promise<OpenedConnection<Credentials>> {
  const { access, opened, send } = expired
  const { renewal, service } = access
  if (renewal === undefined) throw new Error(`credentials of ${service.connector} cannot be renewed`)
  for (;;) {
    const now = deps.clock.now()
    const lease = { id: opened.id, savedAt: opened.savedAt, now, until: new Date(now.getTime() + LEASE_MS) }
    const isOurs = await inWorkspace(deps.db, scope, (tx) => claimRenewal(tx, scope, lease))
    if (isOurs) break
    const current = await openConnection<Credentials>(deps, scope, service)
    if (current.savedAt.getTime() !== opened.savedAt.getTime()) return current
    await deps.sleep(LOOK_EVERY_MS)
  }
  try {
    const credentials = await renewal.ask(send, opened)
    return await store(deps, scope, { ...expired, credentials })
  } catch (error) {
    await inWorkspace(deps.db, scope, (tx) => releaseRenewal(tx, scope, opened))
    // Where it took longer than the lease, another process may have spent the refresh token, and has stored what it got.
    const current = await openConnection<Credentials>(deps, scope, service)
    if (current.savedAt.getTime() !== opened.savedAt.getTime()) return current
    throw error
  }
}

/** Credentials that are newer than those of `opened`, also those that somebody is just asking for; undefined: there are none. */
export async function newerCredentials<Credentials>(
  deps: RenewalDeps,
  scope: WorkspaceScope,
  { access, opened }: Pick<Expired<Credentials>, 'access' | 'opened'>,
): Promise<OpenedConnection<Credentials> | undefined> {
  for (;;) {
    const current = await openConnection<Credentials>(deps, scope, access.service)
    if (current.savedAt.getTime() !== opened.savedAt.getTime()) return current
    if (current.renewingUntil === null || current.renewingUntil <= deps.clock.now()) return undefined
    await deps.sleep(LOOK_EVERY_MS)
  }
}

async function store<Credentials>(
  deps: RenewalDeps,
  scope: WorkspaceScope,
  { access, opened, credentials }: Expired<Credentials> & { readonly credentials: Credentials },
): Promise<OpenedConnection<Credentials>> {
  // Which credentials a connection has is known by when they were saved.
  const savedAt = new Date(Math.max(deps.clock.now().getTime(), opened.savedAt.getTime() + 1))
  const text = JSON.stringify(credentials)
  const isStored = await inWorkspace(deps.db, scope, async (tx) => {
    const purpose = purposeOf(access.service.connector)
    const credentialsSealed = await deps.vault.seal(tx, scope, { purpose, text })
    return updateCredentials(tx, scope, { id: opened.id, before: opened.savedAt, savedAt, credentialsSealed })
  })
  // Somebody has saved others by hand meanwhile: theirs are the ones to use.
  return isStored ? { ...opened, credentials, savedAt } : openConnection(deps, scope, access.service)
}
