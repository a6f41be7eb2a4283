import { AppError } from '../../shared/errors.ts'
import { systemScope, type WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { UpstreamError } from '../outbound/index.ts'
import { hashToken } from '../tokens/index.ts'
import { workspaceOfState } from './authorization-state.ts'
import { takeAuthorization } from './authorization.store.ts'
import type { Authorization, AuthorizedService } from './authorization.ts'
import type { ConnectionDeps } from './deps.ts'
import { saveConnection } from './save-connection.ts'
import { testConnection } from './test-connection.ts'

interface ComingBack {
  readonly by: AuthorizedService
  readonly state: string | undefined
  /** Undefined: they did not agree. */
  readonly code: string | undefined
  /** What the browser carries. */
  readonly browser: string | undefined
}

/** `refused`: nothing was saved. `failing`: saved, but the service does not take it. */
export type AuthorizationOutcome = 'ok' | 'failing' | 'refused'

/** Trades the code for credentials, saves and tests them. Throws FORBIDDEN when nobody of this browser waits for it. */
export async function finishAuthorization(
  deps: ConnectionDeps,
  coming: ComingBack,
): Promise<AuthorizationOutcome> {
  const { service, authorization } = coming.by
  const scope = await beganBy(deps, coming)
  if (scope === undefined || authorization === undefined)
    throw new AppError(
      'FORBIDDEN',
      `This way to ${service.label} was not begun in this browser, has been used, or is older than ten minutes. Begin again in the settings, under Connections.`,
    )
  const credentials = coming.code === undefined ? undefined : await ask(deps, authorization, coming)
  if (credentials === undefined) return 'refused'
  const saved = { service, baseUrl: authorization.baseUrl, credentials }
  const { id } = await saveConnection(deps, scope, saved)
  return (await testConnection(deps, scope, { id })).ok ? 'ok' : 'failing'
}

async function beganBy(
  { db, clock }: ConnectionDeps,
  { by, state, browser }: ComingBack,
): Promise<WorkspaceScope | undefined> {
  const workspaceId = workspaceOfState(state ?? '')
  if (workspaceId === undefined || state === undefined || browser === undefined) return undefined
  const { connector } = by.service
  const actor = await inWorkspace(db, { workspaceId }, (tx) =>
    takeAuthorization(tx, systemScope(workspaceId, 'authorization'), {
      stateHash: hashToken(state),
      browserHash: hashToken(browser),
      connector,
      now: clock.now(),
    }),
  )
  // Only an actor of a scope was ever stored.
  return actor === undefined ? undefined : { workspaceId, actor: actor as WorkspaceScope['actor'] }
}

async function ask(
  { client }: ConnectionDeps,
  authorization: Authorization,
  { by, code = '' }: ComingBack,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await authorization.exchange(
      (request) => client.send({ ...request, service: by.service.connector }),
      code,
    )
  } catch (error) {
    if (error instanceof UpstreamError) return undefined
    throw error
  }
}
