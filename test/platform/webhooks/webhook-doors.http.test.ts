import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { webhooksUnderTest } from './support/webhooks-under-test.ts'

let database: TestDatabase
let scope: WorkspaceScope
let webhooks: Awaited<ReturnType<typeof webhooksUnderTest>>

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  webhooks = await webhooksUnderTest({ database, scope })
})
afterAll(() => database.close())

const PATH = '/webhooks/clockify/time-entry-updated'
const nested = (levels: number) => `{"id":"t1","a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`

describe('POST /webhooks/clockify/:event', () => {
  it.each([
    ['no token', { 'clockify-signature': undefined }, 401],
    ['a token that is none', { 'clockify-signature': 'forged' }, 401],
    ['a token of another workspace', { 'clockify-signature': 'token of another' }, 401],
    ['a header that names another event', { 'clockify-webhook-event-type': 'TIMER_STOPPED' }, 403],
  ])('refuses %s and stores nothing', async (_what, headers, status) => {
    const answer = await webhooks.post(PATH, '{"id":"t1"}', headers)

    expect(answer.statusCode).toBe(status)
    expect(await webhooks.events()).toEqual([])
  })

  it('refuses a bad token before it looks at the body', async () => {
    const answer = await webhooks.post(PATH, 'not json', { 'clockify-signature': 'forged' })

    expect(answer.statusCode).toBe(401)
  })

  it.each([
    ['no JSON', 'id=t1', 422],
    ['nothing', '', 422],
    ['a list', '[{"id":"t1"}]', 422],
    ['null', 'null', 422],
    ['65 levels', nested(65), 422],
    ['a body above 1 MiB', `{"id":"t1","a":"${'x'.repeat(1024 * 1024)}"}`, 413],
    ['the workspaceId of another workspace', '{"id":"t1","workspaceId":"5f0000000000000000000000"}', 403],
    ['a workspaceId that is no text', '{"id":"t1","workspaceId":{}}', 403],
  ])('refuses %s and stores nothing', async (_what, body, status) => {
    const answer = await webhooks.post(PATH, body)

    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(await webhooks.events()).toEqual([])
  })

  it('counts no brackets inside texts', async () => {
    const answer = await webhooks.post(PATH, JSON.stringify({ id: 't1', a: `"\\${'['.repeat(99)}` }))

    expect(answer.statusCode).toBe(200)
  })

  it.each([
    ['64 levels', nested(64)],
    ['its own workspaceId', () => `{"id":"t1","workspaceId":"${scope.workspaceId}"}`],
    ['a workspaceId of null', '{"id":"t1","workspaceId":null}'],
    ['1 MiB', `{"id":"t1","a":"${'x'.repeat(1024 * 1024 - 18)}"}`],
  ])('takes a body with %s', async (_what, body) => {
    const answer = await webhooks.post(PATH, typeof body === 'string' ? body : body())

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ outcome: 'stored' })
  })

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'utter nonsense', ''])(
    'takes JSON sent as %s',
    async (contentType) => {
      const answer = await webhooks.post(PATH, '{"id":"t1"}', { 'content-type': contentType })

      expect(answer.statusCode).toBe(200)
    },
  )

  it('takes a delivery without the event header as the event of its path', async () => {
    await webhooks.post(PATH, '{"id":"t1"}')

    expect(await webhooks.events()).toMatchObject([{ type: 'TIME_ENTRY_UPDATED' }])
  })

  it.each(['TIME-ENTRY', 'a%00b', '..%2Fhooks', `a${'b'.repeat(200)}`])(
    'has nothing at the path %s',
    async (event) => {
      expect((await webhooks.post(`/webhooks/clockify/${event}`, '{}')).statusCode).toBe(404)
    },
  )

  it('answers 503 with Retry-After when too many deliveries wait', async () => {
    const narrow = await webhooksUnderTest({
      database,
      scope,
      options: { maxWaiting: 2, transactionsInFlight: 1 },
    })

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => narrow.deliver('NEW_TAG', { id: `tag${index}` })),
    )

    const refused = answers.filter(({ statusCode }) => statusCode === 503)
    const stored = answers.filter(({ statusCode }) => statusCode === 200)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers['retry-after']).toBe('1')
    expect(await narrow.events()).toHaveLength(stored.length)
  })
})
