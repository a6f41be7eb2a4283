import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BudgetExhausted } from '../../../server/platform/connections/index.ts'
import { UnreadableEvent, type WebhookEvent } from '../../../server/platform/feature.ts'
import { PermanentJobError } from '../../../server/platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { readyJobs, webhooksUnderTest } from './support/webhooks-under-test.ts'

let database: TestDatabase
let scope: WorkspaceScope
let webhooks: Awaited<ReturnType<typeof webhooksUnderTest>>
let got: { by: string; event: WebhookEvent }[]

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  webhooks = await webhooksUnderTest({ database, scope })
  got = []
})
afterAll(() => database.close())

const TYPE = 'TIMER_STOPPED'
const LAST = 8
const WAITS = { status: 'waiting', error: null }

function subscribe(name: string, events: readonly string[] | '*' = '*', failure?: () => Error) {
  webhooks.subscriptions.push({
    name,
    events,
    run: async (_scope, event) => {
      got.push({ by: name, event })
      if (failure) throw failure()
    },
  })
}

const replay = (id: string, payload?: object, headers: Record<string, string> = {}) =>
  webhooks.app.inject({
    method: 'POST',
    url: `/api/webhook-events/${id}/replay`,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })

describe('an event that was received', () => {
  it('reaches each subscriber of its type, once, and is done', async () => {
    subscribe('all')
    subscribe('timers', [TYPE])
    subscribe('projects', ['NEW_PROJECT'])

    await webhooks.deliver(TYPE, { id: 't1', amount: 1 })
    await webhooks.runJobs()

    expect(got.map(({ by }) => by).sort()).toEqual(['all', 'timers'])
    expect(got[0]?.event).toMatchObject({
      type: TYPE,
      entityId: 't1',
      payload: { id: 't1', amount: 1 },
      ambiguous: false,
      replayed: false,
    })
    expect(await webhooks.events()).toMatchObject([{ status: 'done', error: null }])
    expect(webhooks.notices.map(({ status }) => status)).toEqual(['received', 'done'])
  })

  it('is ignored when nobody wants its type', async () => {
    await webhooks.deliver(TYPE, { id: 't1' })
    await webhooks.runJobs()

    expect(await webhooks.events()).toMatchObject([
      { status: 'ignored', error: 'no module wants events of this type' },
    ])
  })

  it('waits while one subscriber fails, is done when it works again, and keeps the others apart', async () => {
    let broken = true
    subscribe('fine')
    webhooks.subscriptions.push({
      name: 'shaky',
      events: '*',
      run: async () => {
        if (broken) throw new Error('not now')
      },
    })
    await webhooks.deliver(TYPE, { id: 't1' })

    const first = await webhooks.runJobs(1)
    const [between] = await webhooks.events()
    broken = false
    await webhooks.runJobs(2)

    expect(first.map(({ failure }) => failure).filter(Boolean)).toEqual(['not now'])
    expect(between).toMatchObject({ status: 'received', error: null })
    expect(between?.runs).toEqual(
      expect.arrayContaining([
        { subscription: 'fine', status: 'done', error: null },
        { subscription: 'shaky', status: 'waiting', error: null },
      ]),
    )
    expect(await webhooks.events()).toMatchObject([{ status: 'done' }])
    expect(got).toHaveLength(1)
  })

  it('comes again to those that failed only, however many, and each has an end of its own', async () => {
    const resumesAt = new Date('2031-01-01T00:00:00Z')
    subscribe('fine')
    subscribe('picky', '*', () => new UnreadableEvent('/id must be text'))
    subscribe('fetching', '*', () => new BudgetExhausted(resumesAt))
    subscribe('broken', '*', () => new Error('boom'))
    await webhooks.deliver(TYPE, { id: 't1' })
    const [job] = await readyJobs({ database, scope })

    const first = await webhooks.runJobs(1)
    const last = await webhooks.runJob('webhooks.tell-subscribers', job?.payload as object, LAST)
    const [event] = await webhooks.events()

    expect(first).toMatchObject([{ failure: 'boom' }])
    expect(last).toEqual({ again: resumesAt })
    const broughtTo = got.map(({ by }) => by)
    expect(broughtTo.slice(0, 4).sort()).toEqual(['broken', 'fetching', 'fine', 'picky'])
    expect(broughtTo.slice(4).sort()).toEqual(['broken', 'fetching'])
    expect(event).toMatchObject({ status: 'received' })
    expect(
      Object.fromEntries(event?.runs.map(({ subscription, status }) => [subscription, status]) ?? []),
    ).toEqual({ fine: 'done', picky: 'failed', fetching: 'waiting', broken: 'failed' })
  })

  it('comes to a subscriber that failed for good when its job is begun anew, and not to the others', async () => {
    let broken = true
    subscribe('fine')
    subscribe('shaky')
    Object.assign(webhooks.subscriptions[1] ?? {}, {
      run: async () => {
        if (broken) throw new PermanentJobError('not like this')
      },
    })
    await webhooks.deliver(TYPE, { id: 't1' })

    const first = await webhooks.runJobs(1)
    const [between] = await webhooks.events()
    broken = false
    await webhooks.runJobs(1)

    expect(first).toMatchObject([{ failure: 'not like this' }])
    expect(between).toMatchObject({ status: 'failed', error: 'shaky: not like this' })
    expect(await webhooks.events()).toMatchObject([{ status: 'done' }])
    expect(got.map(({ by }) => by)).toEqual(['fine'])
  })

  it('reaches each subscriber once, whichever of the two jobs that the version before made runs first', async () => {
    subscribe('one')
    subscribe('two')
    await webhooks.deliver(TYPE, { id: 't1' })
    const [event] = await webhooks.events()
    const payload = { webhookEventId: event?.id, replayed: false }

    for (const subscription of ['two', 'one'])
      await webhooks.runJob('webhooks.run-subscription', { ...payload, subscription })

    expect(got.map(({ by }) => by).sort()).toEqual(['one', 'two'])
    expect(await webhooks.events()).toMatchObject([{ status: 'done' }])
  })

  it('is failed with the reason after the last attempt', async () => {
    subscribe('broken', '*', () => new Error('boom \0 \ud800'))
    await webhooks.deliver(TYPE, { id: 't1' })

    await webhooks.runJobs(LAST)

    expect(await webhooks.events('&status=failed')).toMatchObject([
      { status: 'failed', error: 'broken: boom \uFFFD \uFFFD' },
    ])
  })

  it('is failed at once, and not tried again, when its body is unreadable', async () => {
    subscribe('picky', '*', () => new UnreadableEvent('/id must be text'))
    await webhooks.deliver(TYPE, { id: 't1' })

    const ran = await webhooks.runJobs(1)

    expect(ran.at(-1)?.failure).toBe('unreadable: /id must be text')
    expect(await webhooks.events()).toMatchObject([
      { status: 'failed', error: 'picky: unreadable: /id must be text' },
    ])
  })

  it('waits for the request budget without a failure', async () => {
    const resumesAt = new Date('2031-01-01T00:00:00Z')
    subscribe('fetching', '*', () => new BudgetExhausted(resumesAt))
    await webhooks.deliver(TYPE, { id: 't1' })

    const ran = await webhooks.runJobs(LAST)

    expect(ran.map(({ failure }) => failure)).toEqual([undefined])
    expect(await webhooks.events()).toMatchObject([{ status: 'received' }])
  })

  it.each(['the add-on is inactive', 'the subscriber is gone'])(
    'is ignored when %s after it was handed out',
    async (what) => {
      subscribe('all')
      await webhooks.deliver(TYPE, { id: 't1' })
      if (what === 'the subscriber is gone') webhooks.subscriptions.length = 0
      else webhooks.installation.active = false

      await webhooks.runJobs()

      expect(got).toEqual([])
      expect(await webhooks.events()).toMatchObject([{ status: 'ignored' }])
    },
  )

  it('is failed an hour after its job ended without a word', async () => {
    subscribe('all')
    await webhooks.deliver(TYPE, { id: 'lost' })
    await inWorkspace(database.db, scope, (tx) =>
      tx.updateTable('jobs').set({ state: 'cancelled' }).execute(),
    )
    await webhooks.deliver(TYPE, { id: 'alive' })
    webhooks.clock.ms += 59 * 60_000
    await webhooks.runJob('webhooks.fail-lost-events')
    const early = (await webhooks.events()).map(({ status }) => status)
    webhooks.clock.ms += 60_001
    await webhooks.runJob('webhooks.fail-lost-events')

    expect(early).toEqual(['received', 'received'])
    expect(await webhooks.events()).toMatchObject([
      { entityId: 'alive', status: 'received' },
      { entityId: 'lost', status: 'failed' },
    ])
  })
})

describe('many events at once', () => {
  const tellAll = async () => {
    const jobs = await readyJobs({ database, scope })
    return webhooks.runTogether('webhooks.tell-subscribers', jobs)
  }

  it('go to a subscriber that can take many in one go, and those that it leaves one by one', async () => {
    const together: string[][] = []
    subscribe('all')
    Object.assign(webhooks.subscriptions[0] ?? {}, {
      runMany: async (_scope: WorkspaceScope, events: readonly WebhookEvent[]) => {
        together.push(events.map(({ entityId }) => entityId ?? ''))
        return events.filter(({ entityId }) => entityId === 't2')
      },
    })
    for (const id of ['t1', 't2', 't3']) await webhooks.deliver(TYPE, { id })

    const ends = await tellAll()

    expect(together.map((ids) => ids.toSorted())).toEqual([['t1', 't2', 't3']])
    expect(got.map(({ event }) => event.entityId)).toEqual(['t2'])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    expect((await webhooks.events()).map(({ status }) => status)).toEqual(['done', 'done', 'done'])
  })

  it('have an end each when they cannot be taken together: one that fails fails alone', async () => {
    webhooks.subscriptions.push({
      name: 'shaky',
      events: '*',
      run: async (_scope, event) => {
        if (event.entityId === 't2') throw new Error('not this one')
      },
      runMany: async () => {
        throw new Error('deadlock detected')
      },
    })
    for (const id of ['t1', 't2', 't3']) await webhooks.deliver(TYPE, { id })

    const ends = await tellAll()

    expect(ends.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { message: 'not this one' } },
    ])
    expect(webhooks.warnings).toEqual([{ subscription: 'shaky', events: 3, reason: 'deadlock detected' }])
    expect((await webhooks.events()).map(({ status }) => status).toSorted()).toEqual([
      'done',
      'done',
      'received',
    ])
  })
})

describe('replayEvent', () => {
  async function aFailedEvent() {
    subscribe('all', '*', () => new Error('boom'))
    await webhooks.deliver(TYPE, { id: 't1' })
    await webhooks.runJobs(LAST)
    await inWorkspace(database.db, scope, (tx) => tx.updateTable('jobs').set({ state: 'failed' }).execute())
    webhooks.subscriptions.length = 0
    got.length = 0
    subscribe('all')
    const [event] = await webhooks.events()
    return event?.id ?? ''
  }

  it('hands the event out again, marked as replayed', async () => {
    const id = await aFailedEvent()

    const answer = await replay(id)
    const [between] = await webhooks.events()
    await webhooks.runJobs()

    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toMatchObject({ dryRun: false, subscriptions: ['all'] })
    expect(between).toMatchObject({ status: 'received', error: null })
    expect(got).toMatchObject([{ by: 'all', event: { id, replayed: true } }])
    expect(await webhooks.events()).toMatchObject([{ status: 'done' }])
  })

  it('says in a dry run what would run, and changes nothing', async () => {
    const id = await aFailedEvent()

    const answer = await replay(id, { dryRun: true })

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      dryRun: true,
      subscriptions: ['all'],
      event: { id, type: TYPE, payload: { id: 't1' }, replayed: true },
    })
    expect(await readyJobs({ database, scope })).toEqual([])
    expect(await webhooks.events()).toMatchObject([{ status: 'failed' }])
  })

  it('is not lost when it is asked for while a later attempt runs', async () => {
    const id = await aFailedEvent()
    await replay(id)
    await webhooks.runJobs()
    webhooks.subscriptions.length = 0
    subscribe('fine')
    webhooks.subscriptions.push({
      name: 'all',
      events: '*',
      run: async () => {
        await replay(id)
      },
    })
    await inWorkspace(database.db, scope, (tx) =>
      tx
        .updateTable('webhookEvents')
        .set({ runs: JSON.stringify({ all: WAITS, fine: { status: 'done', error: null } }) })
        .execute(),
    )

    const result = await webhooks.runJob(
      'webhooks.tell-subscribers',
      { webhookEventId: id, replayed: true },
      2,
    )

    expect(result).toEqual({ again: webhooks.clock.now() })
    expect(await webhooks.events()).toMatchObject([{ status: 'received' }])
  })

  it('asked for twice at once runs each subscriber once', async () => {
    const id = await aFailedEvent()

    await Promise.all([replay(id), replay(id)])
    await webhooks.runJobs()

    expect(got).toHaveLength(1)
  })

  it('refuses others: members, other workspaces, inactive add-ons, unknown input', async () => {
    const id = await aFailedEvent()
    const elsewhere = await webhooksUnderTest({ database, scope: await aWorkspace(database.db) })
    const fromElsewhere = await elsewhere.app.inject({
      method: 'POST',
      url: `/api/webhook-events/${id}/replay`,
    })
    const asMember = await replay(id, {}, { 'x-role': 'member' })
    const withMore = await replay(id, { more: true })
    webhooks.installation.active = false
    const whileInactive = await replay(id)

    expect([fromElsewhere, asMember, withMore, whileInactive].map(({ statusCode }) => statusCode)).toEqual([
      404, 403, 422, 409,
    ])
    expect(await readyJobs({ database, scope })).toEqual([])
  })
})
