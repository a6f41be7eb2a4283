import { setTimeout as wait } from 'node:timers/promises'

import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

import { nowMs, type World } from '../world.ts'
import { ApiError, wrongShape } from './api-error.ts'
import { authenticate } from './authenticate.ts'
import { authorize } from './authorize.ts'
import type { Fault } from './faults.ts'
import { readMultipart } from './read-multipart.ts'
import type { TokenKind } from './request-log.ts'
import type { Answer, ApiRequest, Route } from './route.ts'

/** What is known of a request before its answer; kept aside so that nothing is put on Fastify's objects. */
interface Arrival {
  readonly at: Date
  readonly arrivedMs: number
  tokenKind: TokenKind
}

export function createServer(world: World, routes: readonly Route[]): FastifyInstance {
  const app = fastify({ exposeHeadRoutes: false, forceCloseConnections: true, bodyLimit: 10 * 1024 * 1024 })
  const arrivals = new WeakMap<FastifyRequest, Arrival>()
  readBodies(app)
  recordRequests(app, world, arrivals)
  for (const route of routes) {
    app.route({
      method: route.method,
      url: fastifyPath(route.path),
      handler: async (request, reply) => {
        const answer = answerRequest(world, route, { request, arrival: arrivals.get(request) })
        return send(world, reply, answer)
      },
    })
  }
  app.setErrorHandler(async (error, _request, reply) => sendError(reply, asApiError(error)))
  app.setNotFoundHandler(async (request, reply) => sendError(reply, unknownRoute(routes, request)))
  return app
}

/** Reports live under another prefix than everything else, as on the regional hosts. */
export function fastifyPath(template: string): string {
  const prefix = /\/(reports|shared-reports)(\/|$)/.test(template) ? '/report' : '/api'
  return prefix + template.replaceAll(/\{(\w+)\}/g, ':$1')
}

function answerRequest(
  world: World,
  route: Route,
  { request, arrival }: { readonly request: FastifyRequest; readonly arrival: Arrival | undefined },
): Answer {
  const caller = authenticate(world, request.headers)
  if (arrival) arrival.tokenKind = caller.kind
  world.limits.admit(caller.limitKey, world.clock.monotonicMs())
  // Fastify fills params from the path: always text by name.
  const params = request.params as Record<string, string>
  if (params['workspaceId'] !== undefined && params['workspaceId'] !== world.state.workspaceId) {
    throw new ApiError(404, 'The workspace is not known', { emptyBody: true })
  }
  const query = new URLSearchParams(request.url.split('?')[1] ?? '')
  const apiRequest: ApiRequest = { caller, params, query, body: request.body }
  authorize(world, route, apiRequest)
  return route.handle(world, apiRequest)
}

function send(world: World, reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers ?? {})
  if (answer.body === undefined) return reply.send()
  if (typeof answer.body === 'string' || Buffer.isBuffer(answer.body)) return reply.send(answer.body)
  const text = world.quirks.nulls ? JSON.stringify(answer.body) : JSON.stringify(answer.body, dropNull)
  return reply.type('application/json').send(text)
}

function dropNull(_name: string, value: unknown): unknown {
  return value === null ? undefined : value
}

function sendError(reply: FastifyReply, error: ApiError): FastifyReply {
  reply.code(error.status).headers(error.headers)
  return error.body === undefined
    ? reply.send()
    : reply.type('application/json').send(JSON.stringify(error.body))
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  // Fastify's own complaints about the body; anything else is a fault of the sandbox and must be seen.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500) return wrongShape(error instanceof Error ? error.message : 'the body')
  return new ApiError(500, error instanceof Error ? (error.stack ?? error.message) : String(error))
}

function unknownRoute(routes: readonly Route[], request: FastifyRequest): ApiError {
  const path = request.url.split('?')[0] ?? ''
  const exists = routes.some((route) => patternOf(route.path).test(path))
  return exists
    ? new ApiError(405, `${request.method} is not supported here`, { code: 3000 })
    : new ApiError(404, 'No such resource', { code: 3000 })
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${fastifyPath(template).replaceAll(/:\w+/g, '[^/]+')}$`)
}

function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => {
      if (text === '') return undefined
      try {
        return JSON.parse(text)
      } catch {
        throw wrongShape('the body is no JSON')
      }
    },
  )
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) =>
      readMultipart(request.headers['content-type'] ?? '', body),
  )
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async () => undefined)
}

function recordRequests(
  app: FastifyInstance,
  world: World,
  arrivals: WeakMap<FastifyRequest, Arrival>,
): void {
  const record = (request: FastifyRequest, status: number): void => {
    const arrival = arrivals.get(request)
    if (!arrival) return
    const [path = '', query = ''] = request.url.split('?')
    world.requests.record({ method: request.method, path, query, status, ...arrival })
  }
  app.addHook('onRequest', async (request, reply) => {
    const { headers } = request
    const hasToken = headers['x-api-key'] !== undefined || headers['x-addon-token'] !== undefined
    const tokenKind = hasToken ? 'unreadable' : 'none'
    arrivals.set(request, { at: new Date(nowMs(world)), arrivedMs: world.clock.monotonicMs(), tokenKind })
    if (world.options.latencyMs > 0) await wait(world.options.latencyMs)
    const fault = world.faults.take(`${request.method} ${request.url.split('?')[0] ?? ''}`)
    if (fault?.hang === true) record(request, 0)
    if (fault) await applyFault(reply, fault)
  })
  // Before the bytes leave, so that whoever has an answer finds it in the log.
  app.addHook('onSend', async (request, reply, payload) => {
    record(request, reply.statusCode)
    return payload
  })
}

async function applyFault(reply: FastifyReply, fault: Fault): Promise<void> {
  if (fault.delayMs !== undefined) await wait(fault.delayMs)
  if (fault.hang === true) {
    reply.hijack()
    return
  }
  if (fault.status === undefined) return
  const text =
    typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? { message: 'Fault' })
  await reply
    .code(fault.status)
    .type('application/json')
    .headers(fault.headers ?? {})
    .send(text)
}
