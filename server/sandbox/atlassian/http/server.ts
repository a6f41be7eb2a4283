import type { FastifyInstance } from 'fastify'

import type { Answer } from '../../shared/http/answer.ts'
import { type Asked, createSandboxServer } from '../../shared/http/server.ts'
import { findIssue, findUser } from '../state/look-up.ts'
import type { Dialect } from '../state/model.ts'
import type { World } from '../world.ts'
import { ApiError, badRequest, notFound } from './api-error.ts'
import { authenticate, requireScope, unauthorized } from './authenticate.ts'
import type { AtlassianFault } from './faults.ts'
import { type Headers, type Product, rateLimited } from './limits.ts'
import type { Sender } from './request-log.ts'
import type { ApiRequest, Caller, Route } from './route.ts'

type AtlassianAsked = Asked<AtlassianFault, Sender>

const GATEWAY = /^\/ex\/(?:jira|confluence)\/[^/]+/

/** On Cloud every operation is there twice: on the site, and behind the gateway with the site's id. */
export function throughGateway(route: Route): Route {
  const product = productOf(route)
  return { ...route, path: `/ex/${product}/{cloudId}${route.path}` }
}

function productOf({ form }: Route): Product {
  return form === 'jira' ? 'jira' : 'confluence'
}

interface Place {
  readonly dialect: Dialect
  readonly contextPath: string
  readonly routes: readonly Route[]
}

export function createServer(world: World, { dialect, contextPath, routes }: Place): FastifyInstance {
  return createSandboxServer<Route, AtlassianFault, Sender>({
    routes,
    clock: world.clock,
    latencyMs: world.options.latencyMs,
    faults: world.faults,
    served: (path) => contextPath + path,
    documented: (path) =>
      dialect === 'cloud'
        ? path.replace(GATEWAY, '')
        : path.startsWith(contextPath)
          ? path.slice(contextPath.length)
          : path,
    firstNote: ({ headers, url }) => ({
      tokenKind: headers.authorization === undefined ? 'none' : 'unknown',
      accountId: undefined,
      isGateway: GATEWAY.test(url),
    }),
    record: (request) => world.requests.record(request),
    answer: (route, asked) => answer(world, route, asked),
    instead: (fault) => answerOf(fault),
    refuseBody: (message) => badRequest(message),
    failure: (error) => failureAnswer(error),
    unknownPath: { status: 404, body: { message: 'null for uri', 'status-code': 404 } },
  })
}

function answer(world: World, route: Route, asked: AtlassianAsked): Answer {
  const sent: { headers: Headers } = { headers: {} }
  try {
    const caller = admit(world, route, { asked, sent })
    const request: ApiRequest = { ...asked, caller, dialect: route.dialect }
    const done = route.handle(world, request)
    chargeFor(world, caller, done)
    return { ...done, headers: { ...sent.headers, ...deprecation(world, route), ...done.headers } }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { status, extra } = error
    return { status, body: error.bodyAs(route.form), headers: { ...sent.headers, ...extra.headers } }
  }
}

interface Arriving {
  readonly asked: AtlassianAsked
  readonly sent: { headers: Headers }
}

function admit(world: World, route: Route, { asked, sent }: Arriving): Caller {
  const { note, headers, fault, params } = asked
  const caller = authenticate(world, { dialect: route.dialect, isGateway: note.isGateway, headers })
  Object.assign(note, { tokenKind: caller.grant?.kind ?? note.tokenKind, accountId: caller.accountId })
  if (note.isGateway && params['cloudId'] !== world.state.cloudId) throw notFound('No site has this id')
  sent.headers = identityHeaders(world, route, caller)
  disturb(world, route, fault)
  sent.headers = { ...sent.headers, ...limitHeaders(world, route, { asked, caller }) }
  requireScope(route, caller)
  if (caller.accountId === undefined && route.isOpen !== true) throw unauthorized(route.dialect)
  return caller
}

function disturb(world: World, route: Route, fault: AtlassianFault | undefined): void {
  if (fault === undefined || fault.when === 'after') return
  if (fault.conflict === true) throw new ApiError(409, 'Somebody else was quicker', { code: 'CONFLICT' })
  if (fault.rateLimited !== undefined) {
    const nowMs = world.clock.now().getTime()
    throw rateLimited({
      ...fault.rateLimited,
      limit: world.options.limits?.burst[route.method] ?? 100,
      nowMs,
    })
  }
}

function identityHeaders({ state }: World, { dialect }: Route, { accountId }: Caller): Headers {
  if (dialect === 'cloud') return accountId === undefined ? {} : { 'x-aaccountid': accountId }
  const user = accountId === undefined ? undefined : findUser(state, { accountId })
  return { 'x-ausername': user?.username ?? 'anonymous' }
}

interface Counted {
  readonly asked: AtlassianAsked
  readonly caller: Caller
}

function limitHeaders(world: World, route: Route, { asked, caller }: Counted): Headers {
  const issue = findIssue(world.state, asked.params['issueIdOrKey'] ?? '')
  const ask = {
    product: productOf(route),
    method: route.method,
    endpoint: route.path.replace('/ex/jira/{cloudId}', '').replace('/ex/confluence/{cloudId}', ''),
    writtenIssueId: route.method === 'GET' ? undefined : issue?.id,
    quotaKey: caller.grant?.kind === 'oauth' ? caller.grant.token : undefined,
    person: caller.accountId ?? 'anonymous',
    nowMs: world.clock.now().getTime(),
  }
  return route.dialect === 'cloud' ? world.limits.admitCloud(ask) : world.limits.admitDataCenter(ask)
}

/** A point for every object of a list. */
function chargeFor(world: World, { grant }: Caller, { body }: Answer): void {
  if (grant?.kind !== 'oauth' || typeof body !== 'object' || body === null) return
  const list = [body, ...Object.values(body)].find((value): value is unknown[] => Array.isArray(value))
  world.limits.charge(grant.token, list?.length ?? 0)
}

function deprecation({ quirks }: World, { replacedBy, dialect }: Route): Headers {
  if (replacedBy === undefined || dialect !== 'cloud' || !quirks.deprecationHeaders) return {}
  return {
    deprecation: 'Wed, 31 Dec 2025 00:00:00 GMT',
    link: `<https://developer.example/changelog#${replacedBy}>; rel="deprecation"`,
  }
}

function answerOf(fault: AtlassianFault): Answer | undefined {
  if (fault.status === undefined) return undefined
  const body = fault.body ?? { message: 'Internal server error', statusCode: fault.status }
  return { status: fault.status, body, headers: fault.headers ?? {} }
}

function failureAnswer(error: unknown): Answer {
  if (error instanceof ApiError) return { status: error.status, body: error.bodyAs('jira') }
  // Fastify's own complaints about the body; anything else is a fault of the sandbox and must be seen.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { status, body: { message: status < 500 ? 'Bad request' : text } }
}
