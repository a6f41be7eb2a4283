import { setTimeout as wait } from 'node:timers/promises'

import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

import type { Clock } from '../../../shared/clock.ts'
import type { Answer } from './answer.ts'
import { readBodies, type RefuseBody } from './bodies.ts'
import type { Fault, Faults } from './faults.ts'
import type { ArrivedRequest } from './request-log.ts'

export interface Asked<Kind extends Fault, Note> {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: FastifyRequest['headers']
  readonly body: unknown
  readonly fault: Kind | undefined
  /** What the log will say beside the common facts; whoever answers may change it. */
  readonly note: Note
}

interface ServiceRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As the document writes it, with parameters in braces. */
  readonly path: string
}

/** What one fake service brings; arrivals, faults, bodies and the log are the same for all. */
export interface Service<Route extends ServiceRoute, Kind extends Fault, Note extends object> {
  readonly routes: readonly Route[]
  readonly clock: Clock
  readonly latencyMs: number
  readonly faults: Faults<Kind>
  /** Where the service listens for a documented path, and back. */
  readonly served: (documented: string) => string
  readonly documented: (served: string) => string
  readonly firstNote: (request: FastifyRequest) => Note
  readonly record: (request: ArrivedRequest & Note) => void
  /** A refusal is an answer too: what it throws is a fault of the sandbox. */
  readonly answer: (route: Route, asked: Asked<Kind, Note>) => Answer
  /** What the fault puts in the answer's place; undefined leaves it. */
  readonly instead: (fault: Kind) => Answer | undefined
  readonly refuseBody: RefuseBody
  readonly failure: (error: unknown) => Answer
  readonly unknownPath: Answer
}

/** Kept aside so that nothing is put on Fastify's objects. */
interface Arrival<Kind, Note> {
  readonly at: Date
  readonly arrivedMs: number
  readonly fault: Kind | undefined
  readonly note: Note
}

interface Running<Route extends ServiceRoute, Kind extends Fault, Note extends object> {
  readonly service: Service<Route, Kind, Note>
  readonly arrivalOf: (request: FastifyRequest) => Arrival<Kind, Note>
  readonly record: (request: FastifyRequest, status: number) => void
}

const MAX_BODY_BYTES = 64 * 1024 * 1024

export function createSandboxServer<Route extends ServiceRoute, Kind extends Fault, Note extends object>(
  service: Service<Route, Kind, Note>,
): FastifyInstance {
  const app = fastify({
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 2000 },
  })
  const running = watchRequests(app, service)
  readBodies(app, service.refuseBody)
  for (const route of service.routes) {
    app.route({
      method: route.method,
      url: service.served(route.path).replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => answerTo(running, route, { request, reply }),
    })
  }
  app.setErrorHandler(async (error, _request, reply) => send(reply, service.failure(error)))
  app.setNotFoundHandler(async (_request, reply) => send(reply, service.unknownPath))
  return app
}

function watchRequests<Route extends ServiceRoute, Kind extends Fault, Note extends object>(
  app: FastifyInstance,
  service: Service<Route, Kind, Note>,
): Running<Route, Kind, Note> {
  const arrivals = new WeakMap<FastifyRequest, Arrival<Kind, Note>>()
  const arrive = (request: FastifyRequest): Arrival<Kind, Note> => {
    const arrival = {
      at: service.clock.now(),
      arrivedMs: service.clock.monotonicMs(),
      fault: service.faults.take(`${request.method} ${service.documented(pathOf(request))}`),
      note: service.firstNote(request),
    }
    arrivals.set(request, arrival)
    return arrival
  }
  const arrivalOf = (request: FastifyRequest) => arrivals.get(request) ?? arrive(request)
  const record = (request: FastifyRequest, status: number): void =>
    service.record(logged(service, request, { ...arrivalOf(request), status }))
  app.addHook('onRequest', async (request) => {
    arrive(request)
    if (service.latencyMs > 0) await wait(service.latencyMs)
  })
  app.addHook('preHandler', async (request, reply) => {
    const { fault } = arrivalOf(request)
    if (fault === undefined || fault.when === 'after') return
    if (isUnanswered(fault)) record(request, 0)
    await disturb(service, fault, reply)
  })
  // Before the bytes leave, so that whoever has an answer finds it in the log.
  app.addHook('onSend', async (request, reply, payload) => {
    record(request, reply.statusCode)
    return payload
  })
  return { service, arrivalOf, record }
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

async function answerTo<Route extends ServiceRoute, Kind extends Fault, Note extends object>(
  { service, arrivalOf, record }: Running<Route, Kind, Note>,
  route: Route,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  const { fault, note } = arrivalOf(request)
  const answer = service.answer(route, {
    // Fastify fills params from the path: always text by name.
    params: request.params as Readonly<Record<string, string>>,
    query: new URLSearchParams(queryOf(request)),
    headers: request.headers,
    body: request.body,
    fault,
    note,
  })
  if (fault?.when === 'after') {
    if (isUnanswered(fault)) record(request, 0)
    if (await disturb(service, fault, reply)) return reply
  }
  return send(reply, answer, fault?.cutBody === true)
}

function isUnanswered(fault: Fault): boolean {
  return fault.hang === true || fault.drop === true
}

/** Whether the fault took the answer's place. */
async function disturb<Kind extends Fault>(
  service: { readonly instead: (fault: Kind) => Answer | undefined },
  fault: Kind,
  reply: FastifyReply,
): Promise<boolean> {
  fault.onArrival?.()
  if (fault.delayMs !== undefined) await wait(fault.delayMs)
  await fault.until
  if (isUnanswered(fault)) {
    reply.hijack()
    if (fault.drop === true) reply.raw.destroy()
    return true
  }
  const answer = service.instead(fault)
  if (answer !== undefined) void send(reply, answer)
  return answer !== undefined
}

function send(reply: FastifyReply, answer: Answer, isCut = false): FastifyReply {
  const { status, body, headers = {} } = answer
  if (body === undefined || Buffer.isBuffer(body)) return reply.code(status).headers(headers).send(body)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const sent = isCut ? text.slice(0, Math.ceil(text.length / 2)) : text
  return reply.code(status).type('application/json').headers(headers).send(sent)
}

function logged<Note extends object>(
  { documented }: { readonly documented: (served: string) => string },
  request: FastifyRequest,
  { at, arrivedMs, note, status }: Arrival<unknown, Note> & { readonly status: number },
): ArrivedRequest & Note {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const)
  const { url } = request.routeOptions
  return {
    method: request.method,
    path: documented(pathOf(request)),
    route: url === undefined ? undefined : documented(url.replaceAll(/:(\w+)/g, '{$1}')),
    query: queryOf(request),
    headers: Object.fromEntries(headers),
    body: request.body ?? undefined,
    ...note,
    status,
    at,
    arrivedMs,
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? ''
}

function queryOf(request: FastifyRequest): string {
  return request.url.split('?')[1] ?? ''
}
