import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import {
  createEgressPolicy,
  createHttpClient,
  type HttpClient,
  type HttpClientDeps,
  type OutboundEvent,
} from '../../../server/platform/outbound/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'

export interface TestServer {
  readonly origin: string
  readonly port: number
  /** How many connections were ever opened to it. */
  contacts(): number
  /** How many of them are still open. */
  openSockets(): number
}

export function aHttpServer(listener: RequestListener): Promise<TestServer> {
  return listen(createHttpServer(listener))
}

/** Speaks raw bytes: for answers that no HTTP library would send. */
export function aRawServer(onRequest: (socket: Socket) => void): Promise<TestServer> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () => onRequest(socket))
  })
  return listen(server)
}

async function listen(server: Server): Promise<TestServer> {
  const open = new Set<Socket>()
  let contacts = 0
  server.on('connection', (socket: Socket) => {
    contacts += 1
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, port, contacts: () => contacts, openSockets: () => open.size }
}

export interface LogLine {
  readonly level: string
  readonly fields: object
  readonly message: string
}

export function aClient(
  allowedOrigins: readonly string[],
  deps: Partial<HttpClientDeps> = {},
): { client: HttpClient; lines: LogLine[]; events: OutboundEvent[] } {
  const lines: LogLine[] = []
  const events: OutboundEvent[] = []
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message })
  const client = createHttpClient({
    policy: createEgressPolicy({ allowedOrigins, hostRules: [{ suffix: 'clockify.me' }] }),
    log: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
    clock: systemClock,
    observe: (event) => void events.push(event),
    ...deps,
    defaults: { closeGraceMs: 50, ...deps.defaults },
  })
  onTestFinished(() => client.close())
  return { client, lines, events }
}
