import type { WorkspaceScope } from '../../shared/scope.ts'
import type { ConnectionWarning } from '../../storage/tables/connections.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { HttpRequest, HttpResponse } from '../outbound/index.ts'
import { addWarning } from './connection.store.ts'

export interface WarningDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log?: Pick<Log, 'warn'>
}

interface Heard {
  readonly connection: {
    readonly id: string
    readonly baseUrl: string
    readonly warnings: readonly ConnectionWarning[]
  }
  readonly request: Pick<HttpRequest, 'service' | 'method' | 'url'>
  readonly response: Pick<HttpResponse, 'headers'>
}

/** Names in paths that this does not know may make each call another operation. */
const MOST = 50
const LONGEST = 200
/** An id or an issue's key, as a segment of a path; behind /api a number is the version. */
const ID = /(?<!\/api)\/(?:\d+|[A-Z][A-Z0-9_]*-\d+|[0-9a-f]{8}-[0-9a-f-]{27})(?=\/|$)/gi

/** Keeps that an answer announces the operation's end (RFC 9745), once for each operation; returns what is known then. */
export async function keepWarning(
  { db, clock, log }: WarningDeps,
  scope: WorkspaceScope,
  { connection, request, response }: Heard,
): Promise<readonly ConnectionWarning[]> {
  const { id, baseUrl, warnings } = connection
  if (!isDeprecated(response) || warnings.length >= MOST) return warnings
  const operation = operationOf(request, baseUrl)
  if (warnings.some((known) => known.operation === operation)) return warnings
  const warning = { operation, heardAt: clock.now().toISOString(), endsAt: endOf(response) }
  const isNew = await inWorkspaceAtOnce(db, scope, (tx) => addWarning(tx, scope, { id, warning }))
  if (isNew)
    log?.warn({ service: request.service, operation }, 'the operation is deprecated and will be removed')
  return [...warnings, warning]
}

function isDeprecated({ headers }: Heard['response']): boolean {
  return (
    headers['deprecation'] !== undefined ||
    headers['sunset'] !== undefined ||
    /rel="?deprecation"?/.test(headers['link'] ?? '')
  )
}

/** Undefined would be left out of what is stored. */
function endOf({ headers }: Heard['response']): string | null {
  const at = new Date(headers['sunset'] ?? '')
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** Without the query, which may hold names. */
function operationOf({ method, url }: Heard['request'], baseUrl: string): string {
  const path =
    (url.startsWith(baseUrl) ? url.slice(baseUrl.length) : new URL(url).pathname).split('?')[0] ?? ''
  return `${method} ${path.replaceAll(ID, '/{id}')}`.slice(0, LONGEST)
}
