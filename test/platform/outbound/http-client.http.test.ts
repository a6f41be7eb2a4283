import type { ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import type { HttpRequest } from '../../../server/platform/outbound/index.ts'
import { aClient, aHttpServer, aRawServer } from './a-server.ts'

const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }]
const toNothing = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))

function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { service: 'clockify', method: 'GET', url, headers: {}, ...more }
}

describe('http client', () => {
  it('sends method, path, headers and body and returns the answer', async () => {
    const server = await aHttpServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.setHeader('Set-Cookie', ['a=1', 'b=2'])
        response.writeHead(201, {
          'X-Seen': `${request.method} ${request.url} ${String(request.headers['x-addon-token'])}`,
        })
        response.end(Buffer.concat(chunks))
      })
    })
    const { client } = aClient([server.origin])

    const response = await client.send({
      ...get(`${server.origin}/a%20b?x=1&y=%2F`),
      method: 'POST',
      headers: { 'X-Addon-Token': 't' },
      body: Buffer.from('{"a":"ü"}'),
    })

    expect(response).toMatchObject({
      status: 201,
      headers: { 'x-seen': 'POST /a%20b?x=1&y=%2F t', 'set-cookie': 'a=1, b=2' },
    })
    expect(response.body.toString()).toBe('{"a":"ü"}')
    expect(response.durationMs).toBeCloseTo(response.timing.firstByteMs + response.timing.bodyMs)
  })

  it.each([400, 401, 404, 429, 500, 503])('returns status %i as data', async (status) => {
    const server = await aHttpServer((_, response) => response.writeHead(status).end('why'))
    const { client, events } = aClient([server.origin])

    const response = await client.send(get(server.origin))

    expect([response.status, response.body.toString()]).toEqual([status, 'why'])
    expect(events).toEqual([
      expect.objectContaining({ service: 'clockify', status, outcome: expect.not.stringMatching('ok') }),
    ])
  })

  it.each([301, 302, 303, 307, 308])('returns a redirect with %i and follows it nowhere', async (status) => {
    const target = await aHttpServer((_, response) => response.end('secret'))
    const server = await aHttpServer((_, response) =>
      response.writeHead(status, { location: target.origin }).end(),
    )
    const { client } = aClient([server.origin, target.origin])

    const response = await client.send(get(server.origin))

    expect([response.status, response.headers['location'], target.contacts()]).toEqual([
      status,
      target.origin,
      0,
    ])
  })

  it('answers HEAD and 304 with an empty body, whatever their headers announce', async () => {
    const server = await aHttpServer((request, response) => {
      const headers = { 'content-length': '99999999', 'content-encoding': 'gzip' }
      response.writeHead(request.method === 'HEAD' ? 200 : 304, headers).end()
    })
    const { client } = aClient([server.origin])

    const head = await client.send({ ...get(server.origin), method: 'HEAD' })
    const unchanged = await client.send(get(server.origin))

    expect([head.status, head.body.length, unchanged.status, unchanged.body.length]).toEqual([200, 0, 304, 0])
  })

  it('keeps a header called __proto__ a header', async () => {
    const server = await aRawServer((socket) =>
      socket.end('HTTP/1.1 200 OK\r\n__proto__: polluted\r\ncontent-length: 0\r\n\r\n'),
    )
    const { client } = aClient([server.origin])

    const { headers } = await client.send(get(server.origin))

    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype)
  })

  it('writes no header, query value or body to the log', async () => {
    const server = await aHttpServer((_, response) =>
      response.writeHead(500, { 'x-echo': 'hunter2' }).end('hunter2'),
    )
    const { client, lines } = aClient([server.origin])
    const secret = { headers: { authorization: 'hunter2' }, body: 'hunter2' }

    await client.send({ ...get(`${server.origin}/a/b?token=hunter2`), method: 'POST', ...secret })
    await client.send(get('http://127.0.0.1:1/?token=hunter2', secret)).catch((error: Error) =>
      lines.push({
        level: 'thrown',
        fields: { error },
        message: error.message,
      }),
    )

    expect(lines[0]).toEqual({
      level: 'warn',
      fields: {
        service: 'clockify',
        method: 'POST',
        host: `127.0.0.1:${server.port}`,
        path: '/a/b',
        status: 500,
        durationMs: expect.any(Number),
      },
      message: 'upstream answered with a failure',
    })
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })
})

describe('http client, addresses', () => {
  it.each([
    'https://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://user@127.0.0.1:PORT/',
    'http://api.clockify.me:PORT/',
  ])('refuses %s without contact', async (template) => {
    const server = await aHttpServer((_, response) => response.end('secret'))
    const { client, events } = aClient([])

    const sending = client.send(get(template.replace('PORT', String(server.port))))

    await expect(sending).rejects.toMatchObject({ code: 'INVALID' })
    expect([server.contacts(), events]).toEqual([0, []])
  })

  it.each(['127.0.0.1', '::1', '10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1'])(
    'refuses a vendor host that resolves to %s',
    async (address) => {
      const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }]
      const { client, events } = aClient([], { resolve })

      const sending = client.send(get('https://api.clockify.me/'))

      await expect(sending).rejects.toMatchObject({ kind: 'unavailable', reason: 'blocked-address' })
      expect(events).toMatchObject([{ outcome: 'unavailable', reason: 'blocked-address' }])
    },
  )

  it('reaches a listed name at its private address, and another port of it never', async () => {
    const listed = await aHttpServer((request, response) => response.end(request.headers.host))
    const other = await aHttpServer((_, response) => response.end('secret'))
    const { client } = aClient([`http://intranet.test:${listed.port}`], { resolve: toLoopback })

    const response = await client.send(get(`http://intranet.test:${listed.port}/`))
    const sending = client.send(get(`http://intranet.test:${other.port}/`))

    await expect(sending).rejects.toMatchObject({ code: 'INVALID' })
    expect([response.body.toString(), other.contacts()]).toEqual([`intranet.test:${listed.port}`, 0])
  })

  it('says so when a name cannot be resolved', async () => {
    const { client } = aClient([], { resolve: toNothing })

    await expect(client.send(get('https://api.clockify.me/'))).rejects.toMatchObject({ reason: 'unresolved' })
  })

  it('refuses headers that would change the target', async () => {
    const server = await aHttpServer((_, response) => response.end())
    const { client } = aClient([server.origin])

    await expect(client.send(get(server.origin, { headers: { host: 'internal' } }))).rejects.toMatchObject({
      code: 'INVALID',
    })
    expect(server.contacts()).toBe(0)
  })
})

describe('http client, closing', () => {
  it('lets a running call end, refuses new ones, and may be closed twice', async () => {
    let release: (() => void) | undefined
    const server = await aHttpServer((_, response) => {
      release = () => response.end('late')
    })
    const { client } = aClient([server.origin], { defaults: { closeGraceMs: 20_000 } })
    const running = client.send(get(server.origin))
    await vi.waitUntil(() => release)

    const closing = Promise.all([client.close(), client.close()])
    await expect(client.send(get(server.origin))).rejects.toMatchObject({ reason: 'closed' })
    release?.()

    expect((await running).body.toString()).toBe('late')
    await closing
    expect(server.contacts()).toBe(1)
  })

  it.each([
    ['before its answer', () => undefined],
    ['within its body', (response: ServerResponse) => void response.writeHead(200).write('abc')],
  ])('cuts a call that hangs %s when the grace is over', async (_, behave) => {
    const server = await aHttpServer((_, response) => behave(response))
    const { client } = aClient([server.origin], { defaults: { closeGraceMs: 200 } })
    const running = client.send(get(server.origin)).catch((error: unknown) => error)
    await vi.waitUntil(() => server.openSockets() === 1)

    await client.close()

    expect(await running).toMatchObject({ reason: 'closed' })
    await vi.waitUntil(() => server.openSockets() === 0)
  })
})
