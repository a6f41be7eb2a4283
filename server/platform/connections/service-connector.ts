import { AppError } from '../../shared/errors.ts'
import { inWorkspace } from '../../storage/db.ts'
import {
  createShares,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  type RetriedResponse,
} from '../outbound/index.ts'
import type { RateLimiter } from '../ratelimit/index.ts'
import type { ServiceAccess } from './access.ts'
import type { ServiceConnector } from './connection.ts'
import { updateConnectionTest, updateLimit } from './connection.store.ts'
import { keepWarning, type WarningDeps } from './deprecation.ts'
import { openConnection, type OpenedConnection } from './open-connection.ts'
import { newerCredentials, renewCredentials, type RenewalDeps } from './renew-credentials.ts'
import { sendPaced, type PacedDeps, type PacedLine } from './send-paced.ts'
import type { Send } from './service.ts'

export interface ServiceConnectorDeps extends RenewalDeps, WarningDeps {
  readonly client: Pick<HttpClient, 'send'>
  readonly limiter: RateLimiter
}

interface Using<Credentials> {
  readonly access: ServiceAccess<Credentials>
  readonly line: Pick<PacedLine, 'scope' | 'kind'>
  /** Newest credentials and limit; one connection may be in use for a long run. */
  opened: OpenedConnection<Credentials>
}

/** Requests with the credentials that a workspace has saved: paced, repeated where that is safe, with new credentials where they expire. */
export function createServiceConnector<Credentials>(
  deps: ServiceConnectorDeps,
  access: ServiceAccess<Credentials>,
): ServiceConnector {
  const { service, mostAtOnce } = access
  const paced: PacedDeps = {
    ...deps,
    client: { send: async (request) => withRetryAfter(deps, access, await deps.client.send(request)) },
    shares: createShares(mostAtOnce),
    label: service.label,
  }
  const open: ServiceConnector['open'] = async (scope, kind) => {
    const opened = await openConnection<Credentials>(deps, scope, service)
    const using: Using<Credentials> = { access, line: { scope, kind }, opened }
    return {
      id: opened.id,
      traits: access.traitsOf?.(opened.credentials) ?? {},
      baseUrls: { api: opened.baseUrl },
      fixedPath: {},
      send: (request) => send(deps, paced, { using, request }),
    }
  }
  return {
    name: service.connector,
    open,
    connectAs: async ({ role, scope }) => {
      if (role !== 'admin')
        throw new AppError(
          'FORBIDDEN',
          `${service.label} is connected with one account for the whole workspace, so only admins may call as it.`,
        )
      return open(scope, 'interactive')
    },
    connectInBackground: (scope) => open(scope, 'background'),
  }
}

async function send<Credentials>(
  deps: ServiceConnectorDeps,
  paced: PacedDeps,
  { using, request }: { readonly using: Using<Credentials>; readonly request: HttpRequest },
): Promise<RetriedResponse> {
  const { access, line } = using
  const sendOnce = (one: HttpRequest): Promise<RetriedResponse> =>
    sendPaced(
      paced,
      { ...line, rate: rateOf(using), bucket: access.bucketOf?.(one, using.opened.credentials) },
      one,
    )
  const authorised = (): HttpRequest => ({
    ...request,
    headers: { ...request.headers, ...access.headersOf(using.opened.credentials) },
  })
  const used = using.opened
  let result = await sendOnce(authorised())
  const refused = { used, response: result.response, sendOnce }
  if (await hasOthers(deps, using, refused)) result = await sendOnce(authorised())
  await learn(deps, using, result.response)
  await heed(deps, using, { request, response: result.response })
  return result
}

interface Refused<Credentials> {
  readonly used: OpenedConnection<Credentials>
  readonly response: HttpResponse
  readonly sendOnce: (request: HttpRequest) => Promise<RetriedResponse>
}

/** Whether there are other credentials by now than those that the answer calls expired or dead; then they are at hand. */
async function hasOthers<Credentials>(
  deps: ServiceConnectorDeps,
  using: Using<Credentials>,
  { used, response, sendOnce }: Refused<Credentials>,
): Promise<boolean> {
  const { access, line } = using
  const isDue = access.renewal?.isDue(response) === true
  if (!isDue && access.deadProblem?.(response, used.credentials) === undefined) return false
  // Another request on this connection may have brought newer ones while this one was under way.
  if (using.opened.savedAt.getTime() !== used.savedAt.getTime()) return true
  const send: Send = async (bare) => (await sendOnce({ ...bare, service: access.service.connector })).response
  const others = isDue
    ? await renewing(deps, using, () => renewCredentials(deps, line.scope, { access, opened: used, send }))
    : // What was renewed meanwhile is not expired but unknown.
      await newerCredentials(deps, line.scope, { access, opened: used })
  // New credentials for another address are none for this request.
  if (others?.baseUrl !== used.baseUrl) return false
  using.opened = others
  return true
}

function rateOf<Credentials>({ access, opened }: Using<Credentials>): PacedLine['rate'] {
  const { requestsPerMinute } = opened
  return requestsPerMinute === null ? access.rate : (access.limit?.rateOf(requestsPerMinute) ?? access.rate)
}

async function renewing<Credentials, T>(
  deps: ServiceConnectorDeps,
  using: Using<Credentials>,
  renew: () => Promise<T>,
): Promise<T> {
  try {
    return await renew()
  } catch (error) {
    if (error instanceof Error && 'kind' in error && error.kind === 'unauthorized')
      await markFailing(deps, using, error.message)
    throw error
  }
}

/** What the answer says of the limit and of the credentials. */
async function learn<Credentials>(
  deps: ServiceConnectorDeps,
  using: Using<Credentials>,
  response: HttpResponse,
): Promise<void> {
  const { access, opened, line } = using
  const problem = access.deadProblem?.(response, opened.credentials)
  if (problem !== undefined) await markFailing(deps, using, problem)
  const perMinute = access.limit?.read(response)
  if (perMinute === undefined || perMinute === opened.requestsPerMinute) return
  using.opened = { ...opened, requestsPerMinute: perMinute }
  await inWorkspace(deps.db, line.scope, (tx) => updateLimit(tx, line.scope, { id: opened.id, perMinute }))
}

/** What the answer says of the operation's end. */
async function heed<Credentials>(
  deps: ServiceConnectorDeps,
  using: Using<Credentials>,
  heard: { readonly request: HttpRequest; readonly response: HttpResponse },
): Promise<void> {
  const { opened: connection, line } = using
  const warnings = await keepWarning(deps, line.scope, { connection, ...heard })
  if (warnings !== connection.warnings) using.opened = { ...using.opened, warnings }
}

async function markFailing<Credentials>(
  deps: ServiceConnectorDeps,
  { opened, line: { scope } }: Using<Credentials>,
  problem: string,
): Promise<void> {
  const { id, savedAt } = opened
  await inWorkspace(deps.db, scope, (tx) =>
    updateConnectionTest(tx, scope, {
      id,
      savedAt,
      status: 'failing',
      lastError: problem,
      testedAt: deps.clock.now(),
    }),
  )
}

/** Services that tell the time of their reset in a header of their own are read like all others from here on. */
function withRetryAfter<Credentials>(
  { clock }: Pick<ServiceConnectorDeps, 'clock'>,
  access: ServiceAccess<Credentials>,
  response: HttpResponse,
): HttpResponse {
  if (response.status !== 429 || response.headers['retry-after'] !== undefined) return response
  const waitMs = access.retryAfterMs?.(response, clock.now())
  if (waitMs === undefined) return response
  return { ...response, headers: { ...response.headers, 'retry-after': String(Math.ceil(waitMs / 1_000)) } }
}
