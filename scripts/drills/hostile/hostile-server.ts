import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HOSTILITIES } from './hostilities.ts'

export interface HostileServer {
  readonly origin: string
  /** What followed a redirect to here. */
  readonly trapped: number
  readonly requests: ReadonlyMap<string, number>
  /** Where a workspace finds this kind of API; `good` is one that works, beside the hostile ones on the same host. */
  apiOf(kind: string): string
  close(): Promise<void>
}

/** Many APIs behind one host and port: the first part of the path says how a request is answered. */
export async function startHostileServer(): Promise<HostileServer> {
  let trapped = 0
  const requests = new Map<string, number>()
  const server = createServer((request, response) => {
    const kind = request.url?.split('/')[1] ?? ''
    requests.set(kind, (requests.get(kind) ?? 0) + 1)
    if (kind === 'trap') trapped += 1
    // A caller who gave up resets the connection while it is still written to.
    response.on('error', () => {})
    const hostility = HOSTILITIES[kind]
    if (hostility) hostility.answer(request, response)
    else
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"64a687e29ae1f428e7ebe305"}')
  })
  server.on('connection', (socket) => socket.on('error', () => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Listening on a TCP port: the address is an object.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    requests,
    get trapped() {
      return trapped
    },
    apiOf: (kind) => `${origin}/${kind}/api`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
