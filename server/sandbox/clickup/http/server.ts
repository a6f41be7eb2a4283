import { setTimeout as wait } from 'node:timers/promises'

import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

import { nowMs, type World } from '../world.ts'
import { ApiError, badInput } from './api-error.ts'
import { authenticate } from './authenticate.ts'
import { readBodies } from './bodies.ts'
import { disturb, sendError } from './disturb.ts'
import type { Fault } from './faults.ts'
import { type RateHeaders, rateHeaders } from './limits.ts'
import type { LoggedRequest, TokenKind } from './request-log.ts'
import type { Answer, ApiRequest, Route } from './route.ts'

/** What is known of a request before its answer; kept aside so that nothing is put on Fastify's objects. */
interface Arrival {
  readonly at: Date
  readonly arrivedMs: number
  readonly fault: Fault | undefined
  tokenKind: TokenKind
  userId: number | undefined
  rate: RateHeaders | undefined
}

type Arrivals = WeakMap<FastifyRequest, Arrival>

const MAX_BODY_BYTES = 64 * 1024 * 1024

export function createServer(world: World, routes: readonly Route[]): FastifyInstance {
  const app = fastify({
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 2000 },
  })
  const arrivals: Arrivals = new WeakMap()
  readBodies(app)
  const record = (request: FastifyRequest, status: number): void => {
    const arrival = arrivals.get(request)
    if (arrival) world.requests.record(logged(request, arrival, status))
  }
  watchRequests(app, { world, arrivals, record })
  for (const route of routes) {
    app.route({
      method: route.method,
      url: fastifyPath(route.path),
      handler: (request, reply) =>
        answerTo(world, route, { request, reply, arrival: arrivals.get(request), record }),
    })
  }
  app.setErrorHandler(async (error, _request, reply) => sendError(reply, asApiError(error)))
  // Real ClickUp answers unknown paths with a text.
  app.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).type('text/plain').send('404 page not found'),
  )
  return app
}

export function fastifyPath(template: string): string {
  return (template.startsWith('/v2/') ? `/api${template}` : template).replaceAll(/\{(\w+)\}/g, ':$1')
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly arrival: Arrival | undefined
  readonly record: Recorder
}

type Recorder = (request: FastifyRequest, status: number) => void

async function answerTo(world: World, route: Route, exchange: Exchange): Promise<FastifyReply> {
  const { reply, arrival } = exchange
  const answer = settle(world, route, () => answerRequest(world, route, exchange))
  const fault = arrival?.fault
  if (fault?.when === 'after') {
    if (isUnanswered(fault)) exchange.record(exchange.request, 0)
    if (await disturb(world, fault, reply)) return reply
  }
  if (arrival?.rate && world.quirks.rateHeaders === 'always') reply.headers(rateHeaders(arrival.rate))
  return send(reply, answer, fault?.cutBody === true)
}

function isUnanswered(fault: Fault): boolean {
  return fault.hang === true || fault.drop === true
}

/** A refusal is an answer too: a fault may still take it away. */
function settle(world: World, route: Route, work: () => Answer): Answer {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { status, headers } = error
    return { status, headers, body: route.path.startsWith('/api/v3/') ? newerBody(world, error) : error.body }
  }
}

/** Version 3 has another form of errors. */
function newerBody(world: World, { status, message }: ApiError): object {
  return { status, message, trace_id: world.random.uint32(), timestamp: nowMs(world) }
}

function answerRequest(world: World, route: Route, { request, arrival }: Exchange): Answer {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '')
  if (arrival?.fault?.repeatPage !== undefined) query.set('page', String(arrival.fault.repeatPage))
  // Fastify fills params from the path: always text by name.
  const params = request.params as ApiRequest['params']
  const caller = route.isOpen === true ? nobody : authenticate(world, request.headers)
  if (arrival && route.isOpen !== true) {
    arrival.tokenKind = caller.kind
    arrival.userId = caller.userId
    arrival.rate = world.limits.admit(caller.token, nowMs(world))
  }
  return route.handle(world, { caller, params, query, body: request.body })
}

const nobody = { kind: 'oauth', token: '', userId: 0, teamIds: [] } as const

function send(reply: FastifyReply, answer: Answer, isCut: boolean): FastifyReply {
  reply.code(answer.status).headers(answer.headers ?? {})
  if (answer.body === undefined || Buffer.isBuffer(answer.body)) return reply.send(answer.body)
  const text = JSON.stringify(answer.body)
  return reply.type('application/json').send(isCut ? text.slice(0, Math.ceil(text.length / 2)) : text)
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  // Fastify's own complaints about the body; anything else is a fault of the sandbox and must be seen.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500) return badInput(error instanceof Error ? error.message : 'the body', 'INPUT_001')
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new ApiError(500, text, { code: 'SANDBOX_FAILED' })
}

interface Watch {
  readonly world: World
  readonly arrivals: Arrivals
  readonly record: Recorder
}

function watchRequests(app: FastifyInstance, { world, arrivals, record }: Watch): void {
  app.addHook('onRequest', async (request) => {
    const fault = world.faults.take(`${request.method} ${pathOf(request)}`)
    arrivals.set(request, {
      at: new Date(nowMs(world)),
      arrivedMs: world.clock.monotonicMs(),
      fault,
      tokenKind: request.headers.authorization === undefined ? 'none' : 'unknown',
      userId: undefined,
      rate: undefined,
    })
    if (world.options.latencyMs > 0) await wait(world.options.latencyMs)
  })
  app.addHook('preHandler', async (request, reply) => {
    const fault = arrivals.get(request)?.fault
    if (fault === undefined || fault.when === 'after') return
    if (isUnanswered(fault)) record(request, 0)
    await disturb(world, fault, reply)
  })
  // Before the bytes leave, so that whoever has an answer finds it in the log.
  app.addHook('onSend', async (request, reply, payload) => {
    record(request, reply.statusCode)
    return payload
  })
}

function logged(request: FastifyRequest, arrival: Arrival, status: number): LoggedRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return {
    method: request.method,
    path: pathOf(request),
    route: templateOf(request.routeOptions.url),
    query: request.url.split('?')[1] ?? '',
    headers: Object.fromEntries(headers) as LoggedRequest['headers'],
    body: request.body ?? undefined,
    tokenKind: arrival.tokenKind,
    userId: arrival.userId,
    status,
    at: arrival.at,
    arrivedMs: arrival.arrivedMs,
  }
}

function pathOf(request: FastifyRequest): string {
  return withoutPrefix(request.url.split('?')[0] ?? '')
}

function templateOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : withoutPrefix(url.replaceAll(/:(\w+)/g, '{$1}'))
}

function withoutPrefix(path: string): string {
  return path.startsWith('/api/v2/') ? path.slice('/api'.length) : path
}
