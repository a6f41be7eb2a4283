import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import {
  readInstallationAccess,
  requireActive,
  type AddonSettings,
  type InstallationAccess,
} from '../../platform/addon/index.ts'
import { BudgetExhausted, type Connection, type Connector } from '../../platform/connections/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import {
  createShares,
  sendWithRetry,
  startDeadline,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  type RetriedResponse,
  type Shares,
  type Sleep,
} from '../../platform/outbound/index.ts'
import type { Permit, RateLimiter } from '../../platform/ratelimit/index.ts'
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

interface SendDeps extends ClockifyConnectorDeps {
  readonly shares: Shares
}

type Slot = Extract<Permit, { readonly outcome: 'go' }>

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
// Whatever the other side asks for, its clock or its wits may be wrong; the limiter looks again after an hour too.
const LONGEST_PAUSE_MS = 3_600_000
// Until a person's request leaves: later, nobody may be there to hear what became of it.
const LONGEST_TURN_MS = 10_000
// At 50 a second, answers may take 600 ms; a bootstrap and the jobs of a process use fewer.
const MOST_AT_ONCE = 32

export function createClockifyConnector(given: ClockifyConnectorDeps): Connector {
  const deps = { ...given, shares: createShares(MOST_AT_ONCE) }
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
  const access = await readInstallationAccess({ ...deps, defaults: deps.settings }, scope)
  requireActive(access)
  const { requestsPerHour } = access.settings
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

function connectionOf(deps: SendDeps, line: Line): Connection {
  return {
    baseUrls: { api: line.access.backendUrl, reports: line.access.reportsUrl },
    fixedPath: { workspaceId: line.scope.workspaceId, addonId: line.access.addonId },
    send: (request) => sendPaced(deps, line, request),
  }
}

async function sendPaced(deps: SendDeps, line: Line, request: HttpRequest): Promise<RetriedResponse> {
  const withToken = { ...request, headers: { ...request.headers, 'x-addon-token': line.token } }
  let refusedForMs: number | undefined
  const result = await sendWithRetry(
    {
      client: { send: (attempt) => sendInTurn(deps, line, attempt) },
      clock: deps.clock,
      sleep: deps.sleep,
      onRateLimited: async ({ retryAfterMs }) => {
        refusedForMs = Math.min(retryAfterMs ?? UNKNOWN_WAIT_MS, LONGEST_PAUSE_MS)
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

/** The slot comes last: what has one leaves at once. */
async function sendInTurn(deps: SendDeps, line: Line, request: HttpRequest): Promise<HttpResponse> {
  const patience =
    line.kind === 'interactive' ? startDeadline(LONGEST_TURN_MS, request.signal, tooBusy) : undefined
  const signal = patience?.signal ?? request.signal
  try {
    return await deps.shares.run(line.scope.workspaceId, signal, async () => {
      const slot = await waitForSlot(deps, line, signal)
      patience?.release()
      return sendNow(deps, slot, request)
    })
  } finally {
    patience?.release()
  }
}

function tooBusy(): AppError {
  return new AppError(
    'RATE_LIMITED',
    'More calls of this workspace wait than Clockify takes at the moment. Nothing was sent. Try again shortly.',
    { retryAfterSeconds: LONGEST_TURN_MS / 1_000 },
  )
}

async function waitForSlot(
  deps: ClockifyConnectorDeps,
  line: Line,
  signal: AbortSignal | undefined,
): Promise<Slot> {
  const slot = await deps.limiter.acquire(line.scope, {
    kind: line.kind,
    perHour: line.perHour,
    ...(signal === undefined ? {} : { signal }),
  })
  if (slot.outcome === 'exhausted') throw new BudgetExhausted(slot.resumesAt)
  return slot
}

async function sendNow({ client, clock }: SendDeps, slot: Slot, request: HttpRequest): Promise<HttpResponse> {
  try {
    const response = await client.send(request)
    slot.answered(clock.monotonicMs() - response.timing.bodyMs)
    return response
  } catch (error) {
    slot.answered(clock.monotonicMs())
    throw error
  }
}
