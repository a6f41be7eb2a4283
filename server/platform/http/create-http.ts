import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify'
import { AppError } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { readInput } from '../../shared/read-input.ts'
import { answerUnreadable } from './answer-unreadable.ts'
import { compileSerializer } from './compile-serializer.ts'
import { answerProblem } from './problem.ts'
import { refuseControlCharacters } from './refuse-control-characters.ts'
import { RequestLog } from './request-log.ts'
import { securityHeaders } from './security-headers.ts'
import { compileValidator } from './validators.ts'

interface HttpOptions {
  readonly log: FastifyBaseLogger
  readonly https: boolean
  /** Called when a request comes; the result when its answer or its connection has ended. */
  readonly watch?: (route: string) => () => void
  readonly observe: (answer: { route: string; status: number; durationMs: number }) => void
}

const BODY_LIMIT = 1024 * 1024
// Paths that are called thousands of times: their lines would drown the others.
const QUIET = /^\/(webhooks|health|ready|metrics|ui)(\/|$)/

/** A Fastify with limits, headers, request ids and problem answers; modules register their routes on it. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    childLoggerFactory: (log, bindings) => new RequestLog(log, bindings),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    connectionTimeout: 60_000,
    requestTimeout: 30_000,
    // Node looks for slow requests only this often, and swaps the two timeouts when the one for headers is the longer.
    http: { connectionsCheckingInterval: 5_000, headersTimeout: 30_000 },
    clientErrorHandler: answerUnreadable,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // Clockify joins base URL and path with one slash too many.
    routerOptions: { maxParamLength: 500, ignoreDuplicateSlashes: true },
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    requestIdHeader: false,
    frameworkErrors: (error, request, reply) => {
      answerProblem(error, request, reply)
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(compileSerializer)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) =>
    answerProblem(
      new AppError('NOT_FOUND', `There is nothing at ${request.method} ${pathOf(request)}.`),
      request,
      reply,
    ),
  )
  app.removeAllContentTypeParsers()
  // Many clients name the type also where they send nothing; a route that needs a body refuses undefined itself.
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => (body.length === 0 ? undefined : readInput(body)),
  )
  app.addHook('preHandler', refuseControlCharacters)
  await app.register(cookie)
  observeRequests(app, options)
  closeSilentConnections(app)
  return app
}

/** Browsers open connections ahead of their requests. Node takes one that has sent nothing for a busy one and would wait for it. */
function closeSilentConnections(app: FastifyInstance): void {
  const open = new Set<Socket>()
  let isClosing = false
  app.server.on('connection', (socket) => {
    if (isClosing) socket.destroy()
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  app.addHook('preClose', async () => {
    isClosing = true
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  })
}

function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : newId()
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? 'unknown'}`
}

function observeRequests(app: FastifyInstance, options: HttpOptions): void {
  const headers = securityHeaders(options.https)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id)
    const ended = options.watch?.(routeOf(request))
    if (ended) reply.raw.once('close', ended)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    options.observe({ route: routeOf(request), status: reply.statusCode, durationMs: reply.elapsedTime })
    const fields = {
      route,
      method: request.method,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    }
    if (QUIET.test(route)) request.log.debug(fields, 'answered')
    else request.log.info(fields, 'answered')
    done()
  })
}
