import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TimeSessionDeps } from '../../../../server/features/time-sessions/deps.ts'
import { hearEvent, hearEvents } from '../../../../server/features/time-sessions/events/hear-events.ts'
import { searchAudit } from '../../../../server/features/time-sessions/audit/search-audit.ts'
import { verifyAudit } from '../../../../server/features/time-sessions/audit/verify-audit.ts'
import { searchSessions } from '../../../../server/features/time-sessions/sessions/search-sessions.ts'
import { sessionView } from '../../../../server/features/time-sessions/sessions/session.view.ts'
import { UnreadableEvent, type WebhookEvent } from '../../../../server/platform/feature.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { anEvent, entryBody, hour } from '../an-entry.ts'

let database: TestDatabase
let scope: WorkspaceScope
/** What Clockify has, and how often it was asked. */
let clockify: object | undefined
let asked: number

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  clockify = undefined
  asked = 0
})
afterAll(() => database.close())

const deps = (): TimeSessionDeps => ({
  db: database.db,
  clock: systemClock,
  fetchEntry: async () => {
    asked += 1
    return clockify
  },
  findUsers: async () => new Map([['u1', { name: 'Ana Petrova', email: 'ana@example.com' }]]),
})

const hear = async (...events: readonly WebhookEvent[]): Promise<void> => {
  for (const event of events) await hearEvent(deps(), scope, event)
}
const sessions = async () =>
  (await searchSessions(deps(), scope, { limit: 50 })).items.map((found) => sessionView(found))
const theSession = async () => {
  const all = await sessions()
  expect(all).toHaveLength(1)
  return all[0]!
}
const actions = async () =>
  (await searchAudit(deps(), scope, { limit: 50 })).items.map(({ action }) => action).toReversed()

const started = anEvent('NEW_TIMER_STARTED', entryBody({ id: 'a', from: 0 }))
const editedRunning = anEvent('TIME_ENTRY_UPDATED', entryBody({ id: 'a', from: 0, description: 'Calls' }))
const stopped = anEvent('TIMER_STOPPED', entryBody({ id: 'a', from: 0, to: 2, description: 'Calls' }))
const stoppedAsUpdate = anEvent(
  'TIME_ENTRY_UPDATED',
  entryBody({ id: 'a', from: 0, to: 2, description: 'Calls' }),
)
const edited = anEvent('TIME_ENTRY_UPDATED', entryBody({ id: 'a', from: 0, to: 3, description: 'Calls' }))
const editedAgain = anEvent(
  'TIME_ENTRY_UPDATED',
  entryBody({ id: 'a', from: 0, to: 4, description: 'Calls' }),
)
const deleted = anEvent('TIME_ENTRY_DELETED', entryBody({ id: 'a', from: 0, to: 3, description: 'Calls' }))
const restored = anEvent('TIME_ENTRY_RESTORED', entryBody({ id: 'a', from: 0, to: 3, description: 'Calls' }))

describe('from events to a session', () => {
  it('opens, edits, closes, and says what changed', async () => {
    await hear(started, editedRunning, stopped)

    expect(await theSession()).toMatchObject({
      externalId: 'a',
      description: 'Calls',
      person: { externalId: 'u1', name: 'Ana Petrova', email: 'ana@example.com' },
      project: { id: 'p1', name: 'Website' },
      startedAt: hour(0),
      endedAt: hour(2),
      durationSeconds: 7_200,
      timeZone: 'Europe/Madrid',
      running: false,
      status: 'closed',
      edits: 1,
    })
    expect(await actions()).toEqual(['session.opened', 'session.edited', 'session.closed'])
    const { items } = await searchAudit(deps(), scope, { limit: 1 })
    expect(JSON.parse(items[0]!.changes)).toContainEqual({ field: 'endedAt', before: null, after: hour(2) })
    expect([items[0]!.actor, items[0]!.eventId]).toEqual(['{"type":"unknown","id":null}', stopped.id])
  })

  it('reviews what was edited after its end', async () => {
    await hear(started, stopped, edited)

    expect(await theSession()).toMatchObject({ status: 'under-review', edits: 1, endedAt: hour(3) })
    expect(asked).toBe(0)
  })

  it('takes an update that says what the end said for no edit, and does not guess when another one comes', async () => {
    await hear(started, stopped, stoppedAsUpdate)
    expect(await theSession()).toMatchObject({ status: 'closed', edits: 0 })
    // Either it tells of the end, or somebody has taken the edit back.
    clockify = entryBody({ id: 'a', from: 0, to: 2, description: 'Calls' })
    await hear(edited)

    expect(await theSession()).toMatchObject({ edits: 1, endedAt: hour(2) })
    expect(asked).toBe(1)
  })

  it('asks Clockify which of two edits was the last, and says so', async () => {
    clockify = entryBody({ id: 'a', from: 0, to: 3, description: 'Calls' })
    await hear(started, stopped, editedAgain, edited)

    expect(await theSession()).toMatchObject({ edits: 2, endedAt: hour(3), project: { name: 'Website' } })
    expect(asked).toBe(1)
    expect(await actions()).toContain('session.fetched')
  })

  it('asks when an earlier state is told once more by another event, alone or among many', async () => {
    const backAgain = [1, 2].map(() =>
      anEvent('TIME_ENTRY_UPDATED', entryBody({ id: 'a', from: 0, to: 3, description: 'Calls' })),
    )
    clockify = entryBody({ id: 'a', from: 0, to: 4, description: 'Calls' })
    await hear(started, stopped, edited, editedAgain)
    expect((await theSession()).endedAt).toBe(hour(4))
    clockify = entryBody({ id: 'a', from: 0, to: 3, description: 'Calls' })
    const left = await hearEvents(deps(), scope, backAgain)
    expect(left).toEqual(backAgain)
    await hear(backAgain[0]!)

    expect((await theSession()).endedAt).toBe(hour(3))
    // The same event once more says nothing new.
    const before = asked
    await hear(edited)
    expect(asked).toBe(before)
  })

  it('invents no session for what it hears of only by its end or change', async () => {
    await hear(edited, deleted)

    expect(await sessions()).toEqual([])
    expect(await actions()).toEqual([])
    await hear(started)
    expect(await theSession()).toMatchObject({ status: 'deleted', edits: 1 })
  })

  it.each([
    ['no object', 7],
    ['no user', entryBody({ id: 'a', from: 0, userId: null, user: null })],
    ['no start', entryBody({ id: 'a', from: 0, timeInterval: { start: 'soon', end: null } })],
    ['a NUL', entryBody({ id: 'a', from: 0, description: 'a\u0000b' })],
  ])('marks an event whose body has %s', async (_what, payload) => {
    await expect(hear(anEvent('NEW_TIMER_STARTED', payload as object))).rejects.toThrow(UnreadableEvent)
  })

  it('reads ids at the top and in nested objects, and keeps odd times as they are', async () => {
    const nested = {
      projectId: undefined,
      userId: undefined,
      taskId: undefined,
      task: { id: 't1', name: 'Code' },
    }
    await hear(anEvent('NEW_TIME_ENTRY', entryBody({ id: 'b', from: 2, to: 1, ...nested })))

    expect(await theSession()).toMatchObject({
      project: { id: 'p1' },
      task: { id: 't1', name: 'Code' },
      durationSeconds: -3_600,
      status: 'closed',
    })
  })

  it('does not take a zone that does not exist', async () => {
    const timeInterval = { start: hour(0), end: hour(1), timeZone: 'Mars/Olympus' }
    await hear(anEvent('NEW_TIME_ENTRY', entryBody({ id: 'c', from: 0, timeInterval })))

    expect((await theSession()).timeZone).toBeNull()
    expect((await searchSessions(deps(), scope, { date: '2026-03-02', limit: 5 })).items).toHaveLength(1)
  })
})

describe('whatever the order', () => {
  const stories: Readonly<Record<string, readonly WebhookEvent[]>> = {
    'a timer that is edited and stopped': [started, editedRunning, stopped, stoppedAsUpdate, edited],
    'an entry that is deleted': [started, stopped, edited, deleted],
    'two edits': [started, stopped, edited, editedAgain],
    'a deletion that is taken back': [started, stopped, deleted, restored, editedAgain],
  }
  const lasting = async () => {
    const { id: _, person, ...rest } = await theSession()
    return { ...rest, person: person.externalId }
  }

  it.each(Object.keys(stories))('the same deliveries leave the same session: %s', async (name) => {
    const story = stories[name]!
    const truth = entryBody({ id: 'a', from: 0, to: 4, description: 'Calls' })
    clockify = truth
    await hear(...story)
    const expected = await lasting()
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...story, ...story], { minLength: story.length * 2 }),
        fc.boolean(),
        async (deliveries, atOnce) => {
          scope = await aWorkspace(database.db)
          clockify = truth
          if (atOnce) await hear(...(await hearEvents(deps(), scope, deliveries)))
          else await hear(...deliveries)

          expect(await lasting()).toEqual(expected)
          expect((await verifyAudit(deps(), scope)).ok).toBe(true)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('many at once leave an unbroken chain', async () => {
    const entries = Array.from({ length: 20 }, (_, index) =>
      anEvent('NEW_TIME_ENTRY', entryBody({ id: `n${index}`, from: index, to: index + 1 })),
    )
    await Promise.all(entries.map((event) => hear(event)))

    expect(await sessions()).toHaveLength(20)
    expect(await verifyAudit(deps(), scope)).toEqual({ ok: true, entries: 20, firstBadSeq: null })
  })
})
