import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HttpClient } from '../../../server/platform/outbound/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { tag } from './support/a-connection.ts'
import { aCatalogue } from './support/a-document.ts'
import { aRealConnector, aStudioServer, aTarget, json, type Target } from './support/a-server.ts'

let database: TestDatabase
let target: Target
let client: HttpClient
let app: FastifyInstance
let scope: WorkspaceScope
let other: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
  target = await aTarget()
  const real = aRealConnector(target.origin)
  client = real.client
  scope = await aWorkspace(database.db)
  other = await aWorkspace(database.db)
  const deps = { ...aCatalogue(), db: database.db, database, connectors: [real.connector] }
  app = await aStudioServer({ ...deps, limits: { maxPages: 3, maxAnswerBytes: 100_000 } }, scope)
})
afterAll(async () => {
  await app.close()
  await client.close()
  await target.close()
  await database.close()
})
beforeEach(async () => {
  target.received.length = 0
  target.answer = json([])
  await inWorkspace(database.db, scope, (tx) => tx.deleteFrom('apiCalls').execute())
})

const as = (who: string, options: InjectOptions): Promise<LightMyRequestResponse> =>
  app.inject({ ...options, headers: { authorization: `Bearer ${who}`, ...options.headers } })
const get = (url: string, who = 'reader') => as(who, { method: 'GET', url })
const call = (payload: object, who = 'member') => as(who, { method: 'POST', url: '/api/calls', payload })
const getTags = { connector: 'acme', operationId: 'getTags' }
const createTag = { connector: 'acme', operationId: 'createTag', body: { name: 'x' } }

describe('GET /api/operations', () => {
  it('lists all, and those that are searched', async () => {
    const all = await get('/api/operations')
    const found = await get('/api/operations?connector=acme&search=list%20tags&method=get&tag=Tag')

    expect(all.json()).toMatchObject({ items: { length: 10 }, nextCursor: null })
    expect(found.json()).toEqual({
      items: [
        {
          ...getTags,
          method: 'GET',
          path: '/v1/workspaces/{workspaceId}/tags',
          tags: ['Tag'],
          summary: 'List tags',
          safe: true,
          deprecated: false,
          quickAction: false,
        },
      ],
      nextCursor: null,
    })
  })

  it('is not sent again while nothing has changed', async () => {
    const { headers } = await get('/api/operations')

    const again = await as('reader', {
      url: '/api/operations',
      headers: { 'if-none-match': String(headers['etag']) },
    })
    const others = await as('reader', {
      url: '/api/operations?method=POST',
      headers: { 'if-none-match': String(headers['etag']) },
    })

    const weak = await as('reader', {
      url: '/api/operations',
      headers: { 'if-none-match': `"x", W/${String(headers['etag'])}` },
    })

    expect([again.statusCode, again.body, others.statusCode, weak.statusCode]).toEqual([304, '', 200, 304])
  })

  it('comes in pages when they are asked for', async () => {
    const names: string[] = []
    let cursor = ''
    do {
      const page = (await get(`/api/operations?limit=4&cursor=${cursor}`)).json<{
        items: { operationId: string }[]
        nextCursor: string | null
      }>()
      names.push(...page.items.map(({ operationId }) => operationId))
      cursor = page.nextCursor ?? ''
    } while (cursor !== '')

    expect([names.length, new Set(names).size]).toEqual([10, 10])
  })

  it('refuses what it does not know, and who does not sign in', async () => {
    const odd = await get('/api/operations?odd=1')
    const cursor = await get('/api/operations?cursor=YWNtZS9nb25l')
    const nobody = await app.inject('/api/operations')

    expect([odd.statusCode, cursor.statusCode, nobody.statusCode]).toEqual([422, 422, 401])
  })
})

describe('GET /api/operations/:connector/:operationId', () => {
  it('describes an operation with schemas that stand on their own', async () => {
    const response = await get('/api/operations/acme/createTag')

    const described = response.json<{ requestBody: { content: { schema: object }[] } }>()
    expect(described).toMatchObject({
      operationId: 'createTag',
      parameters: [{ name: 'workspaceId', in: 'path', required: true }, { name: 'X-Trace' }],
      requestBody: { required: true, content: [{ contentType: 'application/json' }] },
      responses: [{ status: '201' }],
      pagination: { kind: 'none' },
      needs: [],
    })
    expect(JSON.stringify(described.requestBody.content[0]?.schema)).toContain('minLength')
  })

  it('is 404 with the name that was meant', async () => {
    const response = await get('/api/operations/acme/createTags')

    expect([response.statusCode, response.json()]).toMatchObject([
      404,
      { detail: expect.stringContaining('createTag?') },
    ])
  })
})

describe('POST /api/calls', () => {
  it('calls as the member, with the right path, and gives the answer', async () => {
    target.answer = json([tag('1')])

    const response = await call({ ...getTags, query: { name: 'a&b=c' } })

    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({
      callId: expect.stringMatching(/^\w{26}$/),
      request: { method: 'GET', url: `${target.origin}/api/v1/workspaces/w1/tags?name=a%26b%3Dc` },
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: [tag('1')],
      attempts: 1,
      violations: [],
      pages: 1,
    })
    expect(target.received).toMatchObject([
      {
        url: '/api/v1/workspaces/w1/tags?name=a%26b%3Dc',
        headers: { 'x-addon-token': 'user-token-of-member' },
      },
    ])
  })

  it('shows the credential nowhere', async () => {
    target.answer = json({ message: 'no' }, 401)

    const answered = await call(getTags, 'admin')
    const kept = await get(`/api/calls/${answered.json<{ callId: string }>().callId}`)

    expect(target.received[0]?.headers['x-addon-token']).toBe('installation-token')
    expect(answered.body + kept.body).not.toContain('installation-token')
  })

  it('refuses readers, and unknown input', async () => {
    const reader = await call(getTags, 'reader')
    const odd = await call({ ...getTags, odd: 1 })

    expect([reader.statusCode, odd.statusCode, target.received]).toEqual([403, 422, []])
  })

  it('tells every violation and sends nothing', async () => {
    const response = await call({
      ...createTag,
      path: { workspaceId: 'w2' },
      query: { x: 1 },
      body: { size: 'x' },
    })

    const { code, violations } = response.json<{ code: string; violations: { pointer: string }[] }>()
    expect([response.statusCode, code]).toEqual([422, 'INVALID'])
    expect(violations.map(({ pointer }) => pointer).sort()).toEqual(['/name', '/size', '/workspaceId', '/x'])
    expect(target.received).toEqual([])
  })

  it('sends nothing of a dry run', async () => {
    const response = await call({ ...createTag, dryRun: true })

    expect(response.json()).toMatchObject({ dryRun: true, request: { method: 'POST', body: { name: 'x' } } })
    expect([target.received, (await get('/api/calls')).json()]).toMatchObject([[], { items: [] }])
  })

  it('repeats a read that fails in passing, and never a write', async () => {
    target.answer = json({ message: 'later' }, 503)

    const [read, write] = [await call(getTags), await call(createTag)]

    expect([read.json(), write.json()]).toMatchObject([
      { status: 503, attempts: 3 },
      { status: 503, attempts: 1 },
    ])
    expect(target.received.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST'])
  })

  it('sends a file as multipart and takes one as bytes', async () => {
    target.answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([1, 2, 3]))
    const file = { $file: { name: 'a.txt', contentType: 'text/plain', base64: 'aGVsbG8=' } }

    const sent = await call({ connector: 'acme', operationId: 'createExpense', body: { amount: 3, file } })
    const taken = await call({ connector: 'acme', operationId: 'getReceipt' })

    expect(target.received[0]?.body).toContain('\r\n\r\nhello\r\n')
    expect(sent.json()).toMatchObject({ request: { body: { file: { $file: { base64: '', bytes: 5 } } } } })
    expect(taken.json()).toMatchObject({
      body: { $binary: { contentType: 'image/png', base64: 'AQID', bytes: 3 } },
    })
  })

  it('reads all pages up to its limit', async () => {
    target.answer = (request, response) => {
      const page = new URL(request.url ?? '', target.origin).searchParams.get('page')
      response.writeHead(200, { 'content-type': 'application/json', 'last-page': 'false' })
      response.end(JSON.stringify([tag(`${page}a`), tag(`${page}b`)]))
    }

    const response = await call({ ...getTags, allPages: true })

    expect(response.json()).toMatchObject({
      pages: 3,
      body: { length: 6 },
      truncated: { reason: 'max-pages' },
    })
  })

  it('does not follow a redirect', async () => {
    target.answer = (_request, response) =>
      void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()

    const response = await call(getTags)

    expect(response.json()).toMatchObject({
      status: 302,
      headers: { location: 'http://169.254.169.254/latest' },
    })
    expect(target.received).toHaveLength(1)
  })

  it.each([
    ['cut off', (_request: unknown, response: { destroy(): void }) => response.destroy()],
    [
      'too large',
      (_request: unknown, response: { end(body: Buffer): void }) => response.end(Buffer.alloc(200_000, 'x')),
    ],
  ])('is 502 for an answer that is %s, and keeps that', async (_, misbehave) => {
    target.answer = misbehave

    const response = await call(createTag)
    const { items } = (await get('/api/calls')).json<{ items: object[] }>()

    expect([response.statusCode, response.json()]).toMatchObject([502, { code: 'UPSTREAM_FAILED' }])
    expect(items).toMatchObject([{ status: null, problem: expect.stringContaining('acme') }])
    expect(target.received).toHaveLength(1)
  })

  it('reaches no address that is not allowed, though the connection names it', async () => {
    const response = await call({ connector: 'acme', operationId: 'getReport' })

    expect([response.statusCode, response.json()]).toMatchObject([
      422,
      { detail: expect.stringContaining('may not be called') },
    ])
  })

  it('stops reading pages when the caller hangs up, and keeps what it did', async () => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const hangUp = new AbortController()
    target.answer = () => hangUp.abort()

    const hungUp = fetch(`${address}/api/calls`, {
      method: 'POST',
      headers: { authorization: 'Bearer member', 'content-type': 'application/json' },
      body: JSON.stringify({ ...getTags, allPages: true }),
      signal: hangUp.signal,
    })

    await expect(hungUp).rejects.toThrow()
    await vi.waitFor(async () => {
      const { items } = (await get('/api/calls')).json<{ items: object[] }>()
      expect(items).toMatchObject([{ status: null, problem: expect.stringContaining('nobody waited') }])
    })
  })
})

describe('GET /api/calls', () => {
  it('lists the newest first, in pages, of one operation', async () => {
    await call(getTags)
    await call(createTag)
    await call(getTags)

    const first = (await get('/api/calls?limit=2')).json<{ items: object[]; nextCursor: string }>()
    const rest = (await get(`/api/calls?limit=2&cursor=${first.nextCursor}`)).json()
    const made = (await get('/api/calls?connector=acme&operationId=createTag')).json()

    expect(first.items).toMatchObject([
      { operationId: 'getTags' },
      { operationId: 'createTag', method: 'POST' },
    ])
    expect(rest).toMatchObject({
      items: [{ operationId: 'getTags', actor: { id: 'the-member' } }],
      nextCursor: null,
    })
    expect(made).toMatchObject({ items: { length: 1 } })
  })

  it('gives a call with its input, so that it can be made again', async () => {
    const input = { path: {}, query: { name: 'x', 'page-size': 2 }, headers: {} }
    const { callId } = (await call({ ...getTags, ...input })).json<{ callId: string }>()

    const kept = (await get(`/api/calls/${callId}`)).json()

    expect(kept).toMatchObject({
      id: callId,
      status: 200,
      input: { query: input.query, allPages: false },
      request: { url: expect.stringContaining('name=x') },
      response: { body: [] },
      violations: [],
    })
  })

  it("is 404 for another workspace's call, and its list is empty", async () => {
    const { callId } = (await call(getTags)).json<{ callId: string }>()
    const stranger = `admin/${other.workspaceId}`

    const answers = await Promise.all([
      get(`/api/calls/${callId}`, stranger),
      get(`/api/calls/${callId}/snippet`, stranger),
    ])

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404])
    expect((await get('/api/calls', stranger)).json()).toEqual({ items: [], nextCursor: null })
  })
})

describe('GET /api/calls/:id/snippet', () => {
  it.each(['curl', 'js', 'python'])('writes %s with placeholders for secrets', async (target_) => {
    const { callId } = (await call({ ...createTag, headers: { 'X-Trace': 't' } })).json<{ callId: string }>()

    const { snippet } = (await get(`/api/calls/${callId}/snippet?target=${target_}`)).json<{
      snippet: string
    }>()

    expect(snippet).toContain(`${target.origin}/api/v1/workspaces/w1/tags`)
    expect(snippet).toMatch(/x-api-key.*YOUR_API_KEY/s)
    expect(snippet).toMatch(/name.*x/s)
    expect(snippet).not.toContain('user-token')
  })

  it('writes a form with the file left out', async () => {
    const file = { $file: { name: 'a.txt', contentType: 'text/plain', base64: 'aGVsbG8=' } }
    const made = await call({ connector: 'acme', operationId: 'createExpense', body: { amount: 3, file } })

    const { snippet } = (await get(`/api/calls/${made.json<{ callId: string }>().callId}/snippet`)).json<{
      snippet: string
    }>()

    const [, boundary] = /boundary=([\w-]+)/.exec(snippet) ?? []
    expect(snippet.split(`--${boundary}`).length).toBeGreaterThan(3)
    expect(snippet).not.toContain('hello')
  })

  it('is 422 for another language', async () => {
    expect((await get('/api/calls/x/snippet?target=cobol')).statusCode).toBe(422)
  })
})
