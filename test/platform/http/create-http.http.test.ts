import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { text as buffersToText } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHttp, registerApiDocs } from '../../../server/platform/http/index.ts'
import { createLog } from '../../../server/shared/create-log.ts'
import { AppError, ERRORS } from '../../../server/shared/errors.ts'

let app: FastifyInstance

beforeAll(async () => {
  app = await createHttp({ log: createLog('silent'), https: true, observe: () => {} })
  await registerApiDocs(app, '1.0.0')
  app.post(
    '/things/:id',
    {
      schema: {
        params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
        querystring: Type.Object({ deep: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
        body: Type.Object({ name: Type.String(), size: Type.Integer() }, { additionalProperties: false }),
      },
    },
    async (request) => request.body,
  )
  app.get('/named/:id', async (request) => request.params)
  app.get('/late', async () => {
    throw new AppError('RATE_LIMITED', 'Slow down.', { retryAfterSeconds: 7 })
  })
  app.get('/broken', async () => {
    throw new Error('password=hunter2')
  })
  app.get('/away', async () => {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' })
  })
  app.post('/pings', async (request) => ({ given: request.body ?? null }))
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

/** Sends bytes as they are and reads until the server closes. */
const sendRaw = async (text: string): Promise<string> => {
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  return buffersToText(socket)
}

const post = (
  payload: string,
  path = '/things/1',
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => app.inject({ method: 'POST', url: path, payload, headers })

describe('createHttp', () => {
  it('logs an unexpected failure with the id of its request, and the quiet line of an answer only where it is wanted', async () => {
    const linesAt = async (level: string) => {
      const lines: { reqId?: string; msg: string }[] = []
      const log = pino(
        { level, base: null },
        { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[0]) },
      )
      const logged = await createHttp({ log, https: false, observe: () => {} })
      logged.get('/health', async (request) => {
        request.log.child({ part: 'x' }).warn('half well')
        throw new Error('boom')
      })
      await logged.inject({ url: '/health', headers: { 'x-request-id': 'mine' } })
      await logged.close()
      return lines.map(({ reqId, msg }) => `${reqId} ${msg}`)
    }

    const lines = ['mine half well', 'mine request failed unexpectedly']
    expect(await linesAt('info')).toEqual(lines)
    expect(await linesAt('debug')).toEqual([...lines, 'mine answered'])
  })

  it('lists every violation at once, with part and pointer', async () => {
    const answer = await post('{"name":1,"size":"2","extra":true}', '/things/1')

    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      code: 'INVALID',
      status: 422,
      title: 'Invalid input',
      requestId: answer.headers['x-request-id'],
    })
    expect(answer.json<{ violations: object[] }>().violations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ in: 'body', pointer: '/extra' }),
        expect.objectContaining({ in: 'body', pointer: '/name' }),
        // A body's text is not quietly made a number.
        expect.objectContaining({ in: 'body', pointer: '/size' }),
      ]),
    )
  })

  it.each([
    ['path', '/things/zero', '/id'],
    ['query', '/things/1?deep=maybe', '/deep'],
    ['query', '/things/1?other=1', '/other'],
  ])('refuses a wrong %s', async (part, path, pointer) => {
    const answer = await post('{"name":"a","size":1}', path)

    expect(answer.json()).toMatchObject({ status: 422, violations: [{ in: part, pointer }] })
  })

  it.each([
    ['no JSON', '{"name":', 422],
    ['nothing', '', 422],
    ['nested too deep', '['.repeat(65) + ']'.repeat(65), 422],
    ['ambiguous by a key that comes twice', '{"name":"a","size":1,"size":2}', 422],
    ['no Unicode', '{"name":"\\ud800","size":1}', 422],
    ['too large', JSON.stringify({ name: 'x'.repeat(1024 * 1024), size: 1 }), 413],
  ])('refuses a body that is %s', async (_what, payload, status) => {
    const answer = await post(payload)

    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ status })
  })

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml'])(
    'refuses the media type %s with 415',
    async (type) => {
      expect((await post('{"name":"a","size":1}', '/things/1', { 'content-type': type })).statusCode).toBe(
        415,
      )
    },
  )

  it('takes no body under a media type for none', async () => {
    const answer = await post('', '/pings')

    expect(answer.json()).toEqual({ given: null })
  })

  it.each(['%00', 'a%0ab', '%7f', '%C2%85'])(
    'finds nothing at a path with the control character %s',
    async (id) => {
      const answer = await app.inject({ url: `/named/${id}` })

      expect(answer.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    },
  )

  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 'BAD_REQUEST'],
    ['an unknown method', 'FOO /late HTTP/1.1\r\nHost: a\r\n\r\n', 'BAD_REQUEST'],
    ['too long a header', `GET /late HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 'HEADERS_TOO_LARGE'],
  ] as const)('answers %s as a problem with a request id', async (_what, bytes, code) => {
    const { status } = ERRORS[code]
    const [head = '', body = ''] = (await sendRaw(bytes)).split('\r\n\r\n')

    const problem = JSON.parse(body) as { requestId: string }
    expect(head).toContain(`HTTP/1.1 ${status} `)
    expect(head).toContain('Content-Type: application/problem+json')
    expect(head).toContain(`X-Request-ID: ${problem.requestId}`)
    expect(problem).toMatchObject({ status, code })
  })

  it('keeps __proto__ in a body from becoming a prototype', async () => {
    const answer = await post('{"name":"a","size":1,"__proto__":{"admin":true}}')

    expect(answer.statusCode).toBe(422)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it('hides what it did not foresee', async () => {
    const answer = await app.inject('/broken')

    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('hunter2')
    expect(answer.body).not.toContain('at ')
  })

  it('answers 503 with Retry-After while the database is away, without its address', async () => {
    const answer = await app.inject('/away')

    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('2')
    expect(answer.body).not.toContain('10.0.0.1')
  })

  it('passes Retry-After on and keeps a given request id, if it is harmless', async () => {
    const given = await app.inject({ url: '/late', headers: { 'x-request-id': 'abc-1' } })
    const odd = await app.inject({ url: '/late', headers: { 'x-request-id': 'a b\tc' } })

    expect(given.headers).toMatchObject({ 'retry-after': '7', 'x-request-id': 'abc-1' })
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-z]{26}$/)
  })

  it('answers 404 as a problem without the query', async () => {
    const answer = await app.inject('/nowhere?auth_token=secret')

    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain('secret')
  })

  it('may be framed by Clockify and by nobody else', async () => {
    const { headers } = await app.inject('/late')

    expect(headers['x-frame-options']).toBeUndefined()
    expect(headers['content-security-policy']).toContain(
      "frame-ancestors 'self' https://app.clockify.me https://*.clockify.me",
    )
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
  })
})

describe('closing', () => {
  it('does not wait for a connection that has sent nothing', async () => {
    const other = await createHttp({ log: createLog('silent'), https: false, observe: () => {} })
    await other.listen({ port: 0, host: '127.0.0.1' })
    const accepted = once(other.server, 'connection')
    const silent = connect((other.server.address() as AddressInfo).port, '127.0.0.1')
    await accepted
    const ended = once(silent, 'close')

    await other.close()

    await ended
    expect(silent.bytesRead).toBe(0)
  }, 5_000)
})
