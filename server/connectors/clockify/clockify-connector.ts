import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import {
  readAddonSettingsIn,
  readInstallationAccessIn,
  requireActive,
  type AddonSettings,
  type InstallationAccess,
} from '../../platform/addon/index.ts'
import { BudgetExhausted, type Connection, type Connector } from '../../platform/connections/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import {
  sendWithRetry,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  type RetriedResponse,
  type Sleep,
} from '../../platform/outbound/index.ts'
import type { RateLimiter } from '../../platform/ratelimit/index.ts'
import type { Vault } from '../../platform/secrets/index.ts'

interface ClockifyConnectorDeps {
  readonly db: Db
  readonly vault: Vault
  readonly client: HttpClient
  readonly limiter: RateLimiter
  readonly clock: Clock
  readonly sleep: Sleep
  /** What holds where the workspace has set nothing. */
  readonly settings: AddonSettings
}

interface Line {
  readonly scope: WorkspaceScope
  readonly access: InstallationAccess
  readonly token: string
  readonly kind: 'interactive' | 'background'
  readonly perHour: number | undefined
}

// Longer waits are not worth a held request: a person gets 429, a run goes to `waiting`.
const LONGEST_WAIT_MS = { interactive: 2_000, background: 20_000 }
const UNKNOWN_WAIT_MS = 60_000

export function createClockifyConnector(deps: ClockifyConnectorDeps): Connector {
  return {
    name: 'clockify',
    connectAs: async (caller) => {
      const line = await openLine(deps, caller.scope)
      return connectionOf(deps, { ...line, token: tokenFor(caller, line.access), kind: 'interactive' })
    },
    connectInBackground: async (scope) => {
      const line = await openLine(deps, scope)
      return connectionOf(deps, { ...line, token: line.access.token, kind: 'background' })
    },
  }
}

async function openLine(
  deps: ClockifyConnectorDeps,
  scope: WorkspaceScope,
): Promise<Pick<Line, 'scope' | 'access' | 'perHour'>> {
  const [access, { requestsPerHour }] = await inWorkspace(deps.db, scope, async (tx) => [
    await readInstallationAccessIn(tx, scope, deps.vault),
    await readAddonSettingsIn(tx, scope, deps.settings),
  ])
  requireActive(access)
  return { scope, access, perHour: requestsPerHour > 0 ? requestsPerHour : undefined }
}

/** Members act as themselves; only admins may use the installation's own token, which can do everything in the workspace. */
function tokenFor(caller: Caller, access: InstallationAccess): string {
  if (caller.role === 'admin') return access.token
  if (caller.userToken !== undefined) return caller.userToken
  throw new AppError(
    'FORBIDDEN',
    'This API key has no Clockify user to act as. Call with a Clockify user token, or with an admin key.',
  )
}

function connectionOf(deps: ClockifyConnectorDeps, line: Line): Connection {
  return {
    baseUrls: { api: line.access.backendUrl, reports: line.access.reportsUrl },
    fixedPath: { workspaceId: line.scope.workspaceId, addonId: line.access.addonId },
    send: (request) => sendPaced(deps, line, request),
  }
}

async function sendPaced(
  deps: ClockifyConnectorDeps,
  line: Line,
  request: HttpRequest,
): Promise<RetriedResponse> {
  const withToken = { ...request, headers: { ...request.headers, 'x-addon-token': line.token } }
  let refusedForMs: number | undefined
  const result = await sendWithRetry(
    {
      client: { send: (attempt) => sendOnce(deps, line, attempt) },
      clock: deps.clock,
      sleep: deps.sleep,
      onRateLimited: async ({ retryAfterMs }) => {
        refusedForMs = retryAfterMs ?? UNKNOWN_WAIT_MS
        await deps.limiter.refused(line.scope, { retryAfterMs })
      },
    },
    withToken,
    { maxRetryAfterMs: LONGEST_WAIT_MS[line.kind] },
  )
  if (result.response.status !== 429) await deps.limiter.succeeded(line.scope)
  else if (line.kind === 'background')
    throw new BudgetExhausted(new Date(deps.clock.now().getTime() + (refusedForMs ?? UNKNOWN_WAIT_MS)))
  return result
}

/** Every attempt needs a slot of its own, asked for last: what is sent leaves at once. */
async function sendOnce(
  { limiter, client, clock }: ClockifyConnectorDeps,
  { scope, kind, perHour }: Line,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { signal } = request
  const slot = await limiter.acquire(scope, { kind, perHour, ...(signal === undefined ? {} : { signal }) })
  if (slot.outcome === 'exhausted') throw new BudgetExhausted(slot.resumesAt)
  try {
    const response = await client.send(request)
    slot.answered(clock.monotonicMs() - response.timing.bodyMs)
    return response
  } catch (error) {
    slot.answered(clock.monotonicMs())
    throw error
  }
}
