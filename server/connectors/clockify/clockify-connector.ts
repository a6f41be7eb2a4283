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
import {
  sendPaced,
  type Connection,
  type Connector,
  type PacedDeps,
  type PacedLine,
} from '../../platform/connections/index.ts'
import type { Caller } from '../../platform/http/index.ts'
import { createShares, type HttpClient, type Sleep } from '../../platform/outbound/index.ts'
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

interface Line extends PacedLine {
  readonly access: InstallationAccess
  readonly token: string
}

// At 50 a second, answers may take 600 ms; a bootstrap and the jobs of a process use fewer.
const MOST_AT_ONCE = 32

export function createClockifyConnector(given: ClockifyConnectorDeps): Connector {
  const deps = { ...given, shares: createShares(MOST_AT_ONCE), label: 'Clockify' }
  return {
    name: 'clockify',
    connectAs: async (caller) => {
      const line = await openLine(given, caller.scope)
      return connectionOf(deps, { ...line, token: tokenFor(caller, line.access), kind: 'interactive' })
    },
    connectInBackground: async (scope) => {
      const line = await openLine(given, scope)
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

function connectionOf(deps: PacedDeps, line: Line): Connection {
  return {
    baseUrls: { api: line.access.backendUrl, reports: line.access.reportsUrl },
    fixedPath: { workspaceId: line.scope.workspaceId, addonId: line.access.addonId },
    send: (request) =>
      sendPaced(deps, line, { ...request, headers: { ...request.headers, 'x-addon-token': line.token } }),
  }
}
