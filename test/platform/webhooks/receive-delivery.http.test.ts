import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inWorkspace } from '../../../server/storage/db.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { readyJobs, webhooksUnderTest } from './support/webhooks-under-test.ts'

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

const jobNames = async () => (await readyJobs({ database, scope })).map(({ name }) => name)
const TYPE = 'TIME_ENTRY_UPDATED'

describe('receiveDelivery', () => {
  it('stores a delivery once and makes one job for all of its subscribers, even when two arrive at once', async () => {
    for (const name of ['one', 'two'])
      webhooks.subscriptions.push({ name, events: [TYPE], run: async () => {} })
    const body = { id: 't1', description: 'A' }

    const outcomes = await Promise.all([webhooks.outcome(TYPE, body), webhooks.outcome(TYPE, body)])

    expect(outcomes.sort()).toEqual(['duplicate', 'stored'])
    expect(await jobNames()).toEqual(['webhooks.tell-subscribers'])
    expect(webhooks.notices).toMatchObject([{ type: TYPE, status: 'received' }])
  })

  it('takes A, B, A as three events, the third of them ambiguous', async () => {
    const [a, b] = [
      { id: 't1', description: 'A' },
      { id: 't1', description: 'B' },
    ]

    for (const body of [a, b, b, a, a]) await webhooks.deliver(TYPE, body)

    expect(
      (await webhooks.events()).map(({ ambiguous, deliveryCount }) => ({ ambiguous, deliveryCount })),
    ).toEqual([
      { ambiguous: true, deliveryCount: 2 },
      { ambiguous: false, deliveryCount: 2 },
      { ambiguous: false, deliveryCount: 1 },
    ])
  })

  it('records a repetition with its own idempotency key and nothing else', async () => {
    await webhooks.deliver(TYPE, { id: 't1' }, { 'idempotency-key': 'first' })
    await webhooks.deliver(TYPE, { id: 't1' }, { 'idempotency-key': 'second' })

    const stored = await inWorkspace(database.db, scope, async (tx) => ({
      events: await tx.selectFrom('webhookEvents').select('idempotencyKey').execute(),
      repetitions: await tx.selectFrom('webhookDeliveries').select('idempotencyKey').execute(),
    }))
    expect(stored).toEqual({
      events: [{ idempotencyKey: 'first' }],
      repetitions: [{ idempotencyKey: 'second' }],
    })
    const [event] = await webhooks.events()
    expect(event?.deliveries.map(({ outcome }) => outcome)).toEqual(['stored', 'duplicate'])
  })

  it('keeps the same body under another event type as another event', async () => {
    expect(await webhooks.outcome('TIMER_STOPPED', { id: 't1' })).toBe('stored')
    expect(await webhooks.outcome(TYPE, { id: 't1' })).toBe('stored')
  })

  it('takes an equal body without an entity as new after the window', async () => {
    const body = { workspaceId: scope.workspaceId, userId: 'u1', value: '3' }
    const first = await webhooks.outcome('BALANCE_UPDATED', body)
    webhooks.clock.ms += 24 * 3_600_000 - 1
    const within = await webhooks.outcome('BALANCE_UPDATED', body)
    webhooks.clock.ms += 1
    const after = await webhooks.outcome('BALANCE_UPDATED', body)

    expect([first, within, after]).toEqual(['stored', 'duplicate', 'stored'])
    expect((await webhooks.events()).map(({ ambiguous }) => ambiguous)).toEqual([true, false])
  })

  it('takes an equal notice of an expense as new soon: it says nothing of its state', async () => {
    const body = { workspaceId: scope.workspaceId, expenseId: 'e1' }
    const first = await webhooks.outcome('EXPENSE_UPDATED', body)
    const repeated = await webhooks.outcome('EXPENSE_UPDATED', body)
    webhooks.clock.ms += 2 * 60_000
    const changedAgain = await webhooks.outcome('EXPENSE_UPDATED', body)

    expect([first, repeated, changedAgain]).toEqual(['stored', 'duplicate', 'stored'])
    expect((await webhooks.events()).map(({ entityId }) => entityId)).toEqual(['e1', 'e1'])
  })

  it('stores 200 mixed deliveries that arrive at once, each once', async () => {
    webhooks.subscriptions.push({ name: 'all', events: '*', run: async () => {} })
    const bodies = Array.from({ length: 200 }, (_, index) => ({ id: `t${index % 50}` }))

    const outcomes = await Promise.all(bodies.map((body) => webhooks.outcome(TYPE, body)))

    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(50)
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(150)
    expect(await webhooks.events()).toHaveLength(50)
    expect(await jobNames()).toHaveLength(50)
  })

  it('stores what comes while the add-on is inactive as ignored, and schedules nothing', async () => {
    webhooks.installation.active = false
    webhooks.subscriptions.push({ name: 'all', events: '*', run: async () => {} })

    expect(await webhooks.outcome(TYPE, { id: 't1' })).toBe('stored')

    expect(await webhooks.events()).toMatchObject([{ status: 'ignored', error: 'add-on inactive' }])
    expect(await jobNames()).toEqual([])
  })

  it('refuses deliveries for a workspace that is gone, and stores nothing', async () => {
    await inWorkspace(database.db, scope, (tx) => tx.deleteFrom('workspaces').execute())

    const answer = await webhooks.deliver(TYPE, { id: 't1' })

    expect(answer.statusCode).toBe(401)
    expect(await webhooks.events()).toEqual([])
  })

  it('takes an event that nobody has documented', async () => {
    expect(await webhooks.outcome('SOMETHING_NEW_2031', { id: 'x1' })).toBe('stored')
    expect(await webhooks.events()).toMatchObject([{ type: 'SOMETHING_NEW_2031', entityId: 'x1' }])
  })

  it.each([
    ['a NUL', String.raw`{"id":"a\u0000b","name":"\u0000"}`],
    ['a lone surrogate', String.raw`{"id":"\ud800","name":"\udc00 "}`],
    ['a number beyond 2^53', '{"id":"n1","amount":9007199254740993,"big":1e400}'],
    ['__proto__', '{"id":"p1","__proto__":{"admin":true},"constructor":{"prototype":{}}}'],
    ['a key twice', '{"id":"d1","id":"d2"}'],
    ['white space and text beyond ASCII', '\n {"id" : "w1", "name": "Zoë 🎉"}\t'],
  ])('keeps a body with %s as it came', async (_what, text) => {
    expect(await webhooks.outcome(TYPE, text)).toBe('stored')
    expect(await webhooks.outcome(TYPE, text)).toBe('duplicate')

    const [event] = await webhooks.events()
    const detail = (await webhooks.app.inject(`/api/webhook-events/${event?.id}`)).json<{
      body: object
      payload: object
    }>()
    expect(detail.body).toEqual({ encoding: 'utf-8', text })
    expect(JSON.stringify(detail.payload)).toBe(JSON.stringify(JSON.parse(text)))
  })

  it('shows bytes that are no text as base64', async () => {
    const bytes = Buffer.concat([Buffer.from('{"id":"x","n":"'), Buffer.from([0xff]), Buffer.from('"}')])
    await webhooks.deliver(TYPE, bytes)

    const [event] = await webhooks.events()
    const detail = (await webhooks.app.inject(`/api/webhook-events/${event?.id}`)).json<object>()
    expect(detail).toMatchObject({
      body: { encoding: 'base64', text: bytes.toString('base64') },
      payload: { n: '\uFFFD' },
    })
  })

  it('passes on that the database is away', async () => {
    const other = await openTestDatabase()
    const gone = await webhooksUnderTest({ database: other, scope: await aWorkspace(other.db) })
    await other.close()

    const answer = await gone.deliver(TYPE, { id: 't1' })

    expect(answer.statusCode).toBeGreaterThanOrEqual(500)
  })
})
