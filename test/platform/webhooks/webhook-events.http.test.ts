import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pruneEvents } from '../../../server/platform/webhooks/prune-events.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { webhooksUnderTest, type ListedEvent } from './support/webhooks-under-test.ts'

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

const counts = () =>
  inWorkspace(database.db, scope, async (tx) => ({
    events: (await tx.selectFrom('webhookEvents').select('id').execute()).length,
    repetitions: (await tx.selectFrom('webhookDeliveries').select('id').execute()).length,
  }))

describe('GET /api/webhook-events', () => {
  it('lists newest first, page by page, each event once', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await webhooks.deliver('NEW_TAG', { id })

    const pageAt = async (cursor: string): Promise<(string | null)[]> => {
      const answer = await webhooks.app.inject(`/api/webhook-events?limit=2&cursor=${cursor}`)
      const { items, nextCursor } = answer.json<{ items: ListedEvent[]; nextCursor: string | null }>()
      const ids = items.map(({ entityId }) => entityId)
      return nextCursor === null ? ids : [...ids, ...(await pageAt(nextCursor))]
    }

    expect(await pageAt('')).toEqual(['e', 'd', 'c', 'b', 'a'])
  })

  it('filters by type and status', async () => {
    await webhooks.deliver('NEW_TAG', { id: 'a' })
    webhooks.subscriptions.push({ name: 'all', events: '*', run: async () => {} })
    await webhooks.deliver('NEW_TAG', { id: 'b' })
    await webhooks.deliver('NEW_CLIENT', { id: 'c' })

    const ids = async (query: string) => (await webhooks.events(query)).map(({ entityId }) => entityId)

    expect(await ids('&type=NEW_TAG')).toEqual(['b', 'a'])
    expect(await ids('&status=ignored')).toEqual(['a'])
    expect(await ids('&type=NEW_TAG&status=received')).toEqual(['b'])
    expect(await ids('&type=NEVER_SEEN')).toEqual([])
  })

  it('shows the first 20 deliveries and how many there are', async () => {
    for (let n = 0; n < 22; n += 1) await webhooks.deliver('NEW_TAG', { id: 'a' })

    const [event] = await webhooks.events()

    expect(event?.deliveryCount).toBe(22)
    expect(event?.deliveries.map(({ outcome }) => outcome)).toEqual([
      'stored',
      ...Array.from({ length: 19 }, () => 'duplicate'),
    ])
  })

  it.each(['?status=unheard-of', '?limit=0', '?limit=201', '?cursor=%00', '?more=1', '?type=no-name'])(
    'refuses %s',
    async (query) => {
      expect((await webhooks.app.inject(`/api/webhook-events${query}`)).statusCode).toBe(422)
    },
  )

  it('shows nothing of another workspace', async () => {
    await webhooks.deliver('NEW_TAG', { id: 'a' })
    const [event] = await webhooks.events()
    const elsewhere = await webhooksUnderTest({ database, scope: await aWorkspace(database.db) })

    expect(await elsewhere.events()).toEqual([])
    expect((await elsewhere.app.inject(`/api/webhook-events/${event?.id}`)).statusCode).toBe(404)
  })
})

describe('pruneEvents', () => {
  const DAY = 86_400_000
  const prune = () =>
    pruneEvents(
      { db: database.db, clock: webhooks.clock, retentionDays: 30 },
      scope,
      new AbortController().signal,
    )

  it('deletes what is older than the retention time and keeps the rest', async () => {
    await webhooks.deliver('NEW_TAG', { id: 'old' })
    await webhooks.deliver('NEW_TAG', { id: 'old' })
    await webhooks.deliver('NEW_TAG', { id: 'changed', name: 'A' })
    webhooks.clock.ms += 29 * DAY
    await webhooks.deliver('NEW_TAG', { id: 'changed', name: 'B' })
    webhooks.clock.ms += 1 * DAY + 1

    const { deleted } = await prune()

    // Two events and a repetition.
    expect(deleted).toBe(3)
    expect(await counts()).toEqual({ events: 1, repetitions: 0 })
    expect(await webhooks.outcome('NEW_TAG', { id: 'changed', name: 'B' })).toBe('duplicate')
    expect(await webhooks.outcome('NEW_TAG', { id: 'old' })).toBe('stored')
  })

  it('deletes more than one chunk', async () => {
    await Promise.all(Array.from({ length: 1_001 }, (_, n) => webhooks.deliver('NEW_TAG', { id: `tag${n}` })))
    webhooks.clock.ms += 31 * DAY

    await prune()

    expect(await counts()).toEqual({ events: 0, repetitions: 0 })
  })
})

describe('uninstalling', () => {
  it('deletes the workspace and leaves the others alone', async () => {
    const elsewhere = await webhooksUnderTest({ database, scope: await aWorkspace(database.db) })
    for (const one of [webhooks, elsewhere]) await one.deliver('NEW_TAG', { id: 'a' })

    await inWorkspace(database.db, scope, async (tx) => webhooks.module.uninstall?.(tx, scope))

    expect(await counts()).toEqual({ events: 0, repetitions: 0 })
    expect(await elsewhere.events()).toHaveLength(1)
  })
})
