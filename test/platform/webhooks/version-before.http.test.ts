import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
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
  webhooks.subscriptions.push({ name: 'all', events: '*', run: async () => {} })
})
afterAll(() => database.close())

const TYPE = 'TIMER_STOPPED'
let lastId = 0

/** As schema 7 stored an event that its own states did not know: without a place in the line of its entity. */
async function storeBefore(entityId: string, name: string, ageMs = 0): Promise<string> {
  const id = `before-${(lastId += 1)}`
  const body = JSON.stringify({ id: entityId, name })
  const hash = createHash('sha256').update(body).digest('hex')
  const receivedAt = new Date(webhooks.clock.ms - ageMs).toISOString()
  await inWorkspace(database.db, scope, (tx) =>
    sql`insert into webhook_events (workspace_id, id, type, entity_id, source, body, body_hash, status, ambiguous, received_at)
      values (${scope.workspaceId}, ${id}, ${TYPE}, ${entityId}, 'add-on', decode(${Buffer.from(body).toString('hex')}, 'hex'),
        decode(${hash}, 'hex'), 'received', false, ${receivedAt}::timestamptz)`.execute(tx),
  )
  return id
}

const names = async () =>
  inWorkspace(database.db, scope, async (tx) => {
    const rows = await tx
      .selectFrom('webhookEvents')
      .select(['body', 'superseded'])
      .orderBy('superseded')
      .execute()
    return rows.map(({ body, superseded }) => ({
      name: (JSON.parse(body.toString()) as { name: string }).name,
      superseded,
    }))
  })

describe('an event that a process of the version before stores', () => {
  it('is the newest of its entity, so that its repetition is known here', async () => {
    await storeBefore('t1', 'A')

    expect(await webhooks.outcome(TYPE, { id: 't1', name: 'A' })).toBe('duplicate')
    expect(await webhooks.outcome(TYPE, { id: 't1', name: 'B' })).toBe('stored')
    expect(await names()).toEqual([
      { name: 'B', superseded: 0 },
      { name: 'A', superseded: 1 },
    ])
  })

  it('takes the place of one that was stored here', async () => {
    await webhooks.deliver(TYPE, { id: 't1', name: 'A' })
    await storeBefore('t1', 'B')

    expect(await names()).toEqual([
      { name: 'B', superseded: 0 },
      { name: 'A', superseded: 1 },
    ])
    expect(await webhooks.outcome(TYPE, { id: 't1', name: 'A' })).toBe('stored')
    expect((await webhooks.events()).map(({ ambiguous }) => ambiguous)).toContain(true)
  })

  it('is not stored when it repeats what has just been stored here', async () => {
    await webhooks.deliver(TYPE, { id: 't1', name: 'A' })

    await storeBefore('t1', 'A')

    expect(await names()).toEqual([{ name: 'A', superseded: 0 }])
  })

  it('leaves its state behind when another takes its place here', async () => {
    await storeBefore('t1', 'A')
    await inWorkspace(database.db, scope, (tx) =>
      sql`insert into webhook_states (workspace_id, type, entity_key, body_hash, event_id, stored_at)
        values (${scope.workspaceId}, ${TYPE}, 't1', '', 'x', now())`.execute(tx),
    )

    await webhooks.deliver(TYPE, { id: 't1', name: 'B' })

    const states = await inWorkspace(database.db, scope, (tx) => sql`select from webhook_states`.execute(tx))
    expect(states.rows).toHaveLength(0)
  })

  it.each([1, 2])('is handed out once when its dispatch runs (%s time)', async (times) => {
    const webhookEventId = await storeBefore('t1', 'A')

    for (let run = 0; run < times; run += 1)
      await webhooks.runJob('webhooks.dispatch-event', { webhookEventId })

    const jobs = (await readyJobs({ database, scope })).map(({ name }) => name)
    expect(jobs).toEqual(['webhooks.tell-subscribers'])
  })

  it('is ignored when the add-on is inactive as its dispatch runs', async () => {
    const webhookEventId = await storeBefore('t1', 'A')
    webhooks.installation.active = false

    await webhooks.runJob('webhooks.dispatch-event', { webhookEventId })

    expect(await webhooks.events()).toMatchObject([{ status: 'ignored', error: 'add-on inactive' }])
  })
})
