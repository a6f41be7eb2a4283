import type { FastifyInstance } from 'fastify'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import type { Connector } from '../../../../server/platform/connections/index.ts'
import { createGuard, createHttp, type Caller } from '../../../../server/platform/http/index.ts'
import {
  createEgressPolicy,
  createHttpClient,
  sendWithRetry,
  type HttpClient,
} from '../../../../server/platform/outbound/index.ts'
import { createStudio, type StudioDeps } from '../../../../server/platform/studio/index.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import { AppError } from '../../../../server/shared/errors.ts'
import type { Role, WorkspaceScope } from '../../../../server/shared/scope.ts'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Target {
  readonly origin: string
  readonly received: Received[]
  /** What it answers from now on. */
  answer: RequestListener
  close(): Promise<void>
}

/** Another company's service, on this machine. */
export async function aTarget(): Promise<Target> {
  const received: Received[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
      target.answer(request, response)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const target: Target = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: json([]),
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return target
}

export const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

/** Reaches the target through the real client; admins with the installation's token, others with their own. */
export function aRealConnector(origin: string): {
  readonly connector: Connector
  readonly client: HttpClient
} {
  const log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }
  const policy = createEgressPolicy({ allowedOrigins: [origin], hostRules: [] })
  const client = createHttpClient({ policy, log, clock: systemClock })
  const retry = { client, clock: systemClock, sleep: async () => {} }
  const connectAs: Connector['connectAs'] = async (caller) => ({
    baseUrls: { api: `${origin}/api`, reports: 'http://127.0.0.1:9' },
    fixedPath: { workspaceId: 'w1' },
    send: (request) => {
      const token = caller.role === 'admin' ? 'installation-token' : (caller.userToken ?? '')
      return sendWithRetry(retry, { ...request, headers: { ...request.headers, 'x-addon-token': token } })
    },
  })
  const connectInBackground = (): never => {
    throw new Error('the Studio never works in the background')
  }
  return { client, connector: { name: 'acme', connectAs, connectInBackground } }
}

/** The real HTTP edge with the Studio's routes; `Bearer ROLE` is a caller of that role, with `/ID` in workspace ID. */
export async function aStudioServer(
  deps: Omit<StudioDeps, 'guard' | 'clock' | 'log' | 'publish'>,
  scope: WorkspaceScope,
): Promise<FastifyInstance> {
  const guard = createGuard(async (request): Promise<Caller> => {
    const [, role, workspaceId = scope.workspaceId] =
      /^Bearer (reader|member|admin)(?:\/(.+))?$/.exec(request.headers.authorization ?? '') ?? []
    if (role === undefined) throw new AppError('UNAUTHORIZED', 'Send credentials.')
    const known = role as Role
    const actor = { type: 'user', id: `the-${role}`, role: known } as const
    return { role: known, userToken: `user-token-of-${role}`, scope: { workspaceId, actor } }
  })
  const log = pino({ level: 'silent' })
  const app = await createHttp({ log, https: false, observe: () => {} })
  const studio = createStudio({ ...deps, guard, clock: systemClock, log, publish: () => {} })
  if (studio.routes !== undefined) await app.register(studio.routes)
  await app.ready()
  return app
}
