import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** The way between a server process and its database, which a test can cut. */
export interface TcpProxy {
  readonly port: number
  /** Ends every connection; new ones are refused. */
  cut(): Promise<void>
  /** Connections stay and are taken, but nothing comes through any more. */
  freeze(): void
  restore(): Promise<void>
  close(): Promise<void>
}

export async function tcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let isFrozen = false
  const server = createServer((near) => {
    const far = connect(target)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        if (!isFrozen) to.write(bytes)
      })
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  async function cut(): Promise<void> {
    if (!server.listening) return
    server.close()
    for (const socket of sockets) socket.destroy()
    await once(server, 'close')
  }

  const port = await listen(0)
  return {
    port,
    cut,
    freeze: () => {
      isFrozen = true
    },
    restore: async () => {
      // What was swallowed is lost: connections of that time cannot go on.
      if (isFrozen) await cut()
      isFrozen = false
      if (!server.listening) await listen(port)
    },
    close: cut,
  }
}
