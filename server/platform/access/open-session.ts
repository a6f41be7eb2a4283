import type { Clock } from '../../shared/clock.ts'
import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { hashToken } from '../tokens/index.ts'
import { deleteExpiredSessions, insertBrowserSession } from './browser-session.store.ts'
import { newSessionToken, SESSION_SECONDS } from './session-cookie.ts'

/** A session with the rights of the scope's API key, which ends with that key; returns what the cookie carries. */
export async function openSession(
  deps: { readonly db: Db; readonly clock: Clock },
  scope: WorkspaceScope,
): Promise<string> {
  const id = newId()
  const token = newSessionToken(scope.workspaceId, id)
  const now = deps.clock.now()
  await inWorkspace(deps.db, scope, async (tx) => {
    await deleteExpiredSessions(tx, scope, now)
    await insertBrowserSession(tx, scope, {
      id,
      apiKeyId: scope.actor.id,
      tokenHash: hashToken(token),
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
    })
  })
  return token
}
