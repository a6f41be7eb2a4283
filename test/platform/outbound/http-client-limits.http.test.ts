import { EventEmitter, once } from 'node:events'
import type { Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import type { HttpRequest } from '../../../server/platform/outbound/index.ts'
import { aClient, aHttpServer, aRawServer } from './a-server.ts'

const MIB = 1024 * 1024

function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { service: 'clockify', method: 'GET', url, headers: {}, ...more }
}

/** Writes until the other side no longer wants any. */
function writeForever(socket: Socket, piece: string | Buffer): void {
  if (socket.destroyed) return
  if (socket.write(piece)) setImmediate(() => writeForever(socket, piece))
  else socket.once('drain', () => writeForever(socket, piece))
}

function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20)
  socket.on('close', () => clearInterval(timer))
}

describe('http client, time', () => {
  it.each([
    ['never answers', () => undefined],
    ['stops within the headers', (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\nx-a:')],
    [
      'stops within the body',
      (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'),
    ],
    [
      'drips its headers',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        drip(socket, 'x: y\r\n')
      },
    ],
    [
      'drips its body',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        drip(socket, 'x')
      },
    ],
  ])('ends a call to a server that %s', async (_, behave) => {
    const server = await aRawServer(behave)
    const { client, events } = aClient([server.origin])
    const startedAt = performance.now()

    const sending = client.send(get(server.origin, { timeoutMs: 200 }))

    await expect(sending).rejects.toMatchObject({ kind: 'unavailable', reason: 'timeout' })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    expect(events).toMatchObject([{ outcome: 'unavailable', reason: 'timeout' }])
    await vi.waitUntil(() => server.openSockets() === 0)
  })

  it('ends a call that cannot even connect', async () => {
    const { client } = aClient([], { resolve: () => new Promise<never>(() => undefined) })

    const sending = client.send(get('https://api.clockify.me/', { timeoutMs: 100 }))

    await expect(sending).rejects.toMatchObject({ kind: 'unavailable', reason: 'timeout' })
  })

  it('never sends a write whose time was up before it was connected', async () => {
    const methods: (string | undefined)[] = []
    const server = await aHttpServer((request, response) => {
      methods.push(request.method)
      response.end()
    })
    const gate = new EventEmitter()
    const opened = once(gate, 'open')
    const resolve = async () => {
      await opened
      return [{ address: '127.0.0.1', family: 4 }]
    }
    const origin = `http://intranet.test:${server.port}`
    const { client } = aClient([origin], { resolve, defaults: { connectionsPerOrigin: 1 } })
    const late = client.send({ ...get(origin, { timeoutMs: 100, body: 'x' }), method: 'POST' })
    await expect(late).rejects.toMatchObject({ reason: 'timeout' })

    gate.emit('open')
    await client.send(get(origin))

    expect(methods).toEqual(['GET'])
  })

  it('ends with the reason of the caller who cancels', async () => {
    const server = await aHttpServer(() => undefined)
    const { client, events } = aClient([server.origin])
    const controller = new AbortController()
    const sending = client.send(get(server.origin, { signal: controller.signal }))
    const outcome = expect(sending).rejects.toThrow('the job was stopped')
    await vi.waitUntil(() => server.openSockets() === 1)

    controller.abort(new Error('the job was stopped'))

    await outcome
    expect(events).toMatchObject([{ outcome: 'cancelled' }])
  })

  it('sends nothing for a caller who cancelled before', async () => {
    const server = await aHttpServer((_, response) => response.end())
    const { client } = aClient([server.origin])

    const sending = client.send(get(server.origin, { signal: AbortSignal.abort(new Error('stopped')) }))

    await expect(sending).rejects.toThrow('stopped')
    expect(server.contacts()).toBe(0)
  })
})

describe('http client, size', () => {
  it('ends an endless body early', async () => {
    const server = await aRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      writeForever(socket, Buffer.alloc(65_536))
    })
    const { client } = aClient([server.origin])

    const sending = client.send(get(server.origin, { maxBytes: MIB }))

    await expect(sending).rejects.toMatchObject({ kind: 'unavailable', reason: 'too-large' })
    await vi.waitUntil(() => server.openSockets() === 0)
  })

  it('ends an announced length that is too large before any of it comes', async () => {
    const server = await aRawServer(
      (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n'),
    )
    const { client } = aClient([server.origin])

    await expect(client.send(get(server.origin))).rejects.toMatchObject({ reason: 'too-large' })
    await vi.waitUntil(() => server.openSockets() === 0)
  })

  it('ends endless headers early', async () => {
    const server = await aRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      writeForever(socket, `x-a: ${'a'.repeat(1000)}\r\n`)
    })
    const { client } = aClient([server.origin])

    await expect(client.send(get(server.origin))).rejects.toMatchObject({ reason: 'too-large' })
    await vi.waitUntil(() => server.openSockets() === 0)
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('ends a %s bomb before it is inflated', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(64 * MIB))
    const server = await aHttpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    )
    const { client } = aClient([server.origin])
    const heldBefore = process.memoryUsage().arrayBuffers

    const sending = client.send(get(server.origin, { maxBytes: MIB }))

    await expect(sending).rejects.toMatchObject({ kind: 'unavailable', reason: 'too-large' })
    expect(process.memoryUsage().arrayBuffers - heldBefore).toBeLessThan(16 * MIB)
  })

  it('ends an endless compressed body that never inflates to anything', async () => {
    const emptyMembers = Buffer.concat(Array.from({ length: 1000 }, () => gzipSync('')))
    const server = await aRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n')
      writeForever(socket, emptyMembers)
    })
    const { client } = aClient([server.origin])

    const sending = client.send(get(server.origin, { maxBytes: 65_536, timeoutMs: 10_000 }))

    await expect(sending).rejects.toMatchObject({ reason: 'too-large' })
    await vi.waitUntil(() => server.openSockets() === 0)
  })

  it('takes headers up to the limit', async () => {
    const value = 'a'.repeat(24 * 1024)
    const server = await aRawServer((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nx-a: ${value}\r\ncontent-length: 0\r\n\r\n`),
    )
    const { client } = aClient([server.origin])

    const { headers } = await client.send(get(server.origin))

    expect(headers['x-a']).toBe(value)
  })

  it('takes exactly as much as is allowed', async () => {
    const server = await aHttpServer((_, response) => response.end(Buffer.alloc(1000)))
    const { client } = aClient([server.origin])

    const { body } = await client.send(get(server.origin, { maxBytes: 1000 }))

    expect(body.length).toBe(1000)
    await expect(client.send(get(server.origin, { maxBytes: 999 }))).rejects.toMatchObject({
      reason: 'too-large',
    })
  })
})

describe('http client, encodings', () => {
  const text = JSON.stringify({ name: 'ü'.repeat(50_000) })

  it.each([
    ['gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('decodes %s', async (encoding, payload) => {
    const server = await aHttpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(payload),
    )
    const { client } = aClient([server.origin])

    const { body } = await client.send(get(server.origin))

    expect(body.toString()).toBe(text)
  })

  it('takes an empty body in any encoding', async () => {
    const server = await aHttpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(),
    )
    const { client } = aClient([server.origin])

    expect((await client.send(get(server.origin))).body).toHaveLength(0)
  })

  it.each([
    ['garbage as gzip', 'gzip', Buffer.from('not compressed')],
    ['garbage as br', 'br', Buffer.from('not compressed at all')],
    ['cut off gzip', 'gzip', gzipSync(text).subarray(0, 100)],
    ['an unknown encoding', 'zstd', Buffer.from('x')],
    ['encodings in layers', 'gzip, gzip', gzipSync(gzipSync(text))],
  ])('calls %s unreadable', async (_, encoding, payload) => {
    const server = await aHttpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(payload),
    )
    const { client } = aClient([server.origin])

    await expect(client.send(get(server.origin))).rejects.toMatchObject({ kind: 'unreadable' })
  })
})

describe('http client, broken connections', () => {
  it.each([
    ['a reset before the answer', (socket: Socket) => void socket.resetAndDestroy(), 'reset'],
    ['an end before the answer', (socket: Socket) => void socket.end(), 'reset'],
    [
      'a body shorter than announced',
      (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
      'reset',
    ],
    [
      'a chunked body without its end',
      (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab'),
      'reset',
    ],
  ])('calls %s a %s', async (_, behave, reason) => {
    const server = await aRawServer(behave)
    const { client } = aClient([server.origin])

    await expect(client.send(get(server.origin))).rejects.toMatchObject({ kind: 'unavailable', reason })
  })

  it.each(['HELLO\r\n\r\n', 'HTTP/1.1 2x0 OK\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: abc\r\n\r\n'])(
    'calls %j unreadable',
    async (bytes) => {
      const server = await aRawServer((socket) => void socket.end(bytes))
      const { client } = aClient([server.origin])

      await expect(client.send(get(server.origin))).rejects.toMatchObject({ kind: 'unreadable' })
    },
  )

  it('calls a closed port refused', async () => {
    const { client } = aClient(['http://127.0.0.1:1'])

    await expect(client.send(get('http://127.0.0.1:1/'))).rejects.toMatchObject({ reason: 'refused' })
  })

  it('calls a server without TLS a TLS failure', async () => {
    const server = await aRawServer((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    const origin = server.origin.replace('http:', 'https:')
    const { client } = aClient([origin])

    await expect(client.send(get(origin))).rejects.toMatchObject({ kind: 'unavailable', reason: 'tls' })
  })

  it('sends a write once although the connection breaks', async () => {
    let requests = 0
    const server = await aRawServer((socket) => {
      requests += 1
      socket.resetAndDestroy()
    })
    const { client } = aClient([server.origin])

    const sending = client.send({ ...get(server.origin), method: 'POST', body: '{}' })

    await expect(sending).rejects.toMatchObject({ reason: 'reset' })
    expect([requests, server.contacts()]).toEqual([1, 1])
  })

  it('sends a write once although the kept connection breaks under it', async () => {
    const methods: (string | undefined)[] = []
    const server = await aHttpServer((request, response) => {
      methods.push(request.method)
      if (request.method === 'POST') request.socket.resetAndDestroy()
      else response.end()
    })
    const { client } = aClient([server.origin], { defaults: { connectionsPerOrigin: 1 } })
    await client.send(get(server.origin))

    const sending = client.send({ ...get(server.origin, { body: '{}' }), method: 'POST' })

    await expect(sending).rejects.toMatchObject({ reason: 'reset' })
    expect([methods, server.contacts()]).toEqual([['GET', 'POST'], 1])
  })

  it('recovers as soon as the other side does', async () => {
    let broken = true
    const server = await aRawServer((socket) => {
      if (broken) socket.resetAndDestroy()
      else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
    })
    const { client } = aClient([server.origin])
    await expect(client.send(get(server.origin))).rejects.toMatchObject({ reason: 'reset' })

    broken = false
    const { body } = await client.send(get(server.origin))

    expect(body.toString()).toBe('ok')
  })
})
