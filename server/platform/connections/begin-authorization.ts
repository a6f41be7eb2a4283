import { AppError } from '../../shared/errors.ts'
import { newSecret } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { hashToken } from '../tokens/index.ts'
import { newState } from './authorization-state.ts'
import { deleteExpiredAuthorizations, insertAuthorization } from './authorization.store.ts'
import type { AuthorizedService } from './authorization.ts'
import { callbackPath, type ConnectionDeps } from './deps.ts'

export const AUTHORIZATION_SECONDS = 600

/** Where somebody agrees, and the secret by which their browser is known when it comes back. */
export async function beginAuthorization(
  deps: Pick<ConnectionDeps, 'db' | 'clock' | 'baseUrl'>,
  scope: WorkspaceScope,
  { service, authorization, settings }: AuthorizedService,
): Promise<{ readonly url: string; readonly browser: string }> {
  const { connector, label } = service
  if (authorization === undefined)
    throw new AppError(
      'CONFLICT',
      `This server is not registered with ${label}: whoever runs it sets ${settings}. Save a token instead.`,
    )
  const state = newState(scope.workspaceId)
  const browser = newSecret(32)
  const now = deps.clock.now()
  await inWorkspace(deps.db, scope, async (tx) => {
    await deleteExpiredAuthorizations(tx, scope, now)
    await insertAuthorization(tx, scope, {
      stateHash: hashToken(state),
      browserHash: hashToken(browser),
      connector,
      actor: JSON.stringify(scope.actor),
      expiresAt: new Date(now.getTime() + AUTHORIZATION_SECONDS * 1000),
    })
  })
  const redirectUri = deps.baseUrl() + callbackPath(connector)
  return { url: authorization.page({ redirectUri, state }), browser }
}
