import type { LookupAddress } from 'node:dns'
import type { buildConnector } from 'undici'
import { describe, expect, it } from 'vitest'
import { createGuardedConnector, type Resolve } from '../../../server/platform/outbound/guarded-connector.ts'
import { aHttpServer } from './a-server.ts'

function connectorWith(resolve?: Resolve): buildConnector.connector {
  return createGuardedConnector({ policy: { isListedOrigin: () => false }, connectTimeoutMs: 5_000, resolve })
}

function connect(connector: buildConnector.connector, hostname: string, port: number): Promise<unknown> {
  return new Promise((done, fail) => {
    connector(
      { hostname, host: `${hostname}:${port}`, protocol: 'http:', port: String(port) },
      (error, socket) => {
        if (error) fail(error)
        else done(socket?.remoteAddress)
      },
    )
  })
}

describe('createGuardedConnector on real sockets', () => {
  // The operating system itself understands these spellings, so the lookup must see through them.
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0',
    '0.0.0.0',
    'localhost',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::',
  ])('never contacts this machine as %s', async (hostname) => {
    const server = await aHttpServer((_, response) => response.end('secret'))

    await expect(connect(connectorWith(), hostname, server.port)).rejects.toMatchObject({
      code: 'BLOCKED_ADDRESS',
    })

    expect(server.contacts()).toBe(0)
  })

  it.each<[string, LookupAddress]>([
    ['loopback', { address: '127.0.0.1', family: 4 }],
    ['mapped loopback', { address: '::ffff:127.0.0.1', family: 6 }],
    ['any address', { address: '0.0.0.0', family: 4 }],
  ])('never contacts a name that resolves to %s', async (_, address) => {
    const server = await aHttpServer((_, response) => response.end('secret'))
    const connector = connectorWith(async () => [address])

    await expect(connect(connector, 'vendor.test', server.port)).rejects.toMatchObject({
      code: 'BLOCKED_ADDRESS',
    })

    expect(server.contacts()).toBe(0)
  })
})
