import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { UnreadableEvent, type WebhookEvent } from '../../../server/platform/feature.ts'
import { applyEvent, applyEvents } from '../../../server/platform/records/apply-events.ts'
import { listRecords, upsertRecords } from '../../../server/platform/records/records.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aWalker, type Upstream, type Walker } from '../bootstrap/a-walker.ts'

let database: TestDatabase
let scope: WorkspaceScope
let upstream: Upstream
let walker: Walker
let isFresh: boolean

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  upstream = () => ({ status: 400, body: { code: 501, message: 'gone' } })
  walker = aWalker(database.db, scope, (path, query) => upstream(path, query))
  isFresh = true
})
afterAll(() => database.close())

const START = Date.now() - 3_600_000
const at = (second: number): Date => new Date(START + second * 1000)

const deps = () => ({ ...walker.deps, keepRecordsFresh: async () => isFresh })

/** At a second of the story. */
function anEvent(type: string, second: number, payload: unknown): WebhookEvent {
  const receivedAt = at(second)
  return { id: 'e', type, entityId: null, payload, receivedAt, ambiguous: false, replayed: false }
}

/** `more` makes it ambiguous. */
function tell(
  type: string,
  second: number,
  ...[payload, more]: [unknown, Partial<WebhookEvent>?]
): Promise<void> {
  return applyEvent(deps(), scope, { ...anEvent(type, second, payload), ...more })
}

async function record(collection: string, id: string) {
  const [row] = await inWorkspace(database.db, scope, (tx) =>
    listRecords(tx, scope, { collection, id, limit: 1 }),
  )
  return row && { ...row, payload: JSON.parse(row.payload) as unknown }
}

const walked = (second: number, id: string, name: string): Promise<void> =>
  inWorkspace(database.db, scope, (tx) =>
    upsertRecords(tx, scope, [
      {
        collection: 'projects',
        source: 'bootstrap:getProjects',
        at: at(second),
        record: { id, parentKey: '', parentId: null, name, payload: JSON.stringify({ id, name }) },
      },
    ]),
  )

const project = (name: string): object => ({ id: 'p1', name })

describe('an event with the whole record', () => {
  it('stores a new record and replaces it by newer states', async () => {
    await tell('NEW_PROJECT', 1, project('one'))
    await tell('PROJECT_UPDATED', 2, project('two'))

    expect(await record('projects', 'p1')).toMatchObject({
      name: 'two',
      payload: { id: 'p1', name: 'two' },
      source: 'webhook:PROJECT_UPDATED',
      fetchedAt: at(2),
      deletedAt: null,
    })
    expect(walker.asked).toEqual([])
  })

  it('changes nothing when it is handled again, or after a newer one', async () => {
    await tell('PROJECT_UPDATED', 2, project('two'))
    await tell('PROJECT_UPDATED', 2, project('two'))
    await tell('PROJECT_UPDATED', 1, project('one'))

    expect(await record('projects', 'p1')).toMatchObject({ name: 'two', fetchedAt: at(2) })
  })

  it('keeps user and description of a time entry as parent and name', async () => {
    await tell('NEW_TIMER_STARTED', 1, { id: 't1', userId: 'u1', description: 'Paint' })

    expect(await record('time-entries', 't1')).toMatchObject({ parentId: 'u1', name: 'Paint' })
  })

  it('lays a part over what is known of a user', async () => {
    await tell('USER_JOINED_WORKSPACE', 1, { id: 'u1', name: 'Ann', settings: { a: 1 } })
    await tell('USER_UPDATED', 2, { id: 'u1', name: 'Anna' })

    expect(await record('users', 'u1')).toMatchObject({
      name: 'Anna',
      payload: { id: 'u1', name: 'Anna', settings: { a: 1 } },
    })
  })
})

describe('a deletion', () => {
  it('marks the record and keeps what it was', async () => {
    await walked(1, 'p1', 'one')
    await tell('PROJECT_DELETED', 2, project('one'))

    expect(await record('projects', 'p1')).toMatchObject({ name: 'one', deletedAt: at(2) })
  })

  it('is not undone by a page that was fetched before, even of a record that was never seen', async () => {
    await tell('PROJECT_DELETED', 2, project('one'))
    await walked(1, 'p1', 'one')

    expect((await record('projects', 'p1'))?.deletedAt).toEqual(at(2))
  })

  it('ends with a page that was fetched later', async () => {
    await tell('PROJECT_DELETED', 2, project('one'))
    await walked(3, 'p1', 'back')

    expect(await record('projects', 'p1')).toMatchObject({ name: 'back', deletedAt: null })
  })

  it('is not undone by an update that was delivered late: Clockify is asked', async () => {
    await tell('PROJECT_DELETED', 2, project('one'))
    await tell('PROJECT_UPDATED', 3, project('late'))

    expect(walker.asked).toEqual(['/projects/p1'])
    expect(await record('projects', 'p1')).toMatchObject({ name: 'one', deletedAt: at(2) })
  })

  it('holds although an update overtook it: Clockify is asked', async () => {
    await tell('PROJECT_UPDATED', 3, project('overtook'))
    await tell('PROJECT_DELETED', 2, project('one'))

    expect(walker.asked).toEqual(['/projects/p1'])
    expect((await record('projects', 'p1'))?.deletedAt).toBeInstanceOf(Date)
  })

  it('is ended by a restoring', async () => {
    await tell('TIME_ENTRY_DELETED', 1, { id: 't1', userId: 'u1' })
    await tell('TIME_ENTRY_RESTORED', 2, { id: 't1', userId: 'u1', description: 'again' })

    expect(await record('time-entries', 't1')).toMatchObject({ name: 'again', deletedAt: null })
  })
})

describe('an event that proves nothing by itself', () => {
  it('is settled by the present state when it is ambiguous', async () => {
    upstream = () => ({ body: project('present') })
    await tell('PROJECT_UPDATED', 1, project('older'), { ambiguous: true })

    expect(await record('projects', 'p1')).toMatchObject({ name: 'present', source: 'refetch:getProject' })
  })

  it('fetches what a notice names', async () => {
    upstream = (path) => ({ body: { id: path.split('/').at(-1), notes: 'Taxi', userId: 'u1' } })
    await tell('EXPENSE_UPDATED', 1, { expenseId: 'x1', userId: 'u1' })
    await tell('EXPENSE_DELETED', 2, { expenseId: 'x2' })

    expect(await record('expenses', 'x1')).toMatchObject({ name: 'Taxi', parentId: 'u1', deletedAt: null })
    expect(await record('expenses', 'x2')).toMatchObject({ deletedAt: at(2) })
    expect(walker.asked).toEqual(['/expenses/x1'])
  })

  it('marks what a list no longer holds', async () => {
    await tell('USER_GROUP_CREATED', 1, { id: 'g1', name: 'one' })
    upstream = () => ({ headers: { 'last-page': 'true' }, body: [{ id: 'g2', name: 'two' }] })
    await tell('USER_GROUP_UPDATED', 2, { id: 'g1', name: 'x' }, { ambiguous: true })

    expect((await record('user-groups', 'g1'))?.deletedAt).toBeInstanceOf(Date)
    expect(await record('user-groups', 'g2')).toMatchObject({ name: 'two', deletedAt: null })
  })

  it('leaves the record as it is when the answer is refused, and fails when there is none', async () => {
    await walked(1, 'p1', 'one')
    upstream = () => ({ status: 403, body: {} })
    await tell('PROJECT_UPDATED', 2, project('two'), { ambiguous: true })
    upstream = () => ({ status: 503, body: '' })

    await expect(tell('PROJECT_UPDATED', 2, project('two'), { ambiguous: true })).rejects.toThrow(
      'answered 503',
    )
    expect(await record('projects', 'p1')).toMatchObject({ name: 'one', deletedAt: null })
  })
})

describe('an event that is not applied', () => {
  it.each([
    ['a list', []],
    ['text', 'x'],
    ['no id', {}],
    ['an empty id', { id: '' }],
    ['an odd id', { id: 'a\0b' }],
  ])('is unreadable with %s as body', async (_, body) => {
    await expect(tell('NEW_TAG', 1, body)).rejects.toBeInstanceOf(UnreadableEvent)
  })

  it('changes nothing where the workspace does not keep its records fresh', async () => {
    isFresh = false
    await tell('NEW_PROJECT', 1, project('one'))

    expect(await record('projects', 'p1')).toBeUndefined()
  })

  it('changes nothing in another workspace', async () => {
    const mine = scope
    await tell('NEW_PROJECT', 1, project('one'))
    scope = await aWorkspace(database.db)

    expect(await record('projects', 'p1')).toBeUndefined()
    scope = mine
    expect(await record('projects', 'p1')).toBeDefined()
  })
})

describe('many events at once', () => {
  const rows = (of: WorkspaceScope) =>
    inWorkspace(database.db, of, async (tx) => {
      const all = await listRecords(tx, of, { limit: 100 })
      return all.map((row) => ({ ...row, workspaceId: '' }))
    })

  it('leave the same records as one after the other', async () => {
    const step = fc.record({
      type: fc.constantFrom('NEW_PROJECT', 'PROJECT_UPDATED', 'NEW_TIME_ENTRY', 'TIME_ENTRY_UPDATED'),
      id: fc.constantFrom('p1', 'p2', 'p3'),
      name: fc.constantFrom('one', 'two', 'three'),
      second: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const events = steps.map(({ type, id, name, second }) =>
          anEvent(type, second, { id, name, description: name }),
        )
        const [together, alone] = [await aWorkspace(database.db), await aWorkspace(database.db)]

        const left = await applyEvents(deps(), together, events)
        for (const event of events) await applyEvent(deps(), alone, event)

        expect(left).toEqual([])
        expect(await rows(together)).toEqual(await rows(alone))
      }),
      { numRuns: 20 },
    )
  })

  it('are left to be run alone where one cannot be read or must be asked about', async () => {
    await tell('PROJECT_DELETED', 5, project('gone'))
    const [unreadable, unsure, sure, deletion] = [
      anEvent('PROJECT_UPDATED', 6, { name: 'no id' }),
      anEvent('PROJECT_UPDATED', 6, project('back?')),
      anEvent('NEW_PROJECT', 6, { id: 'p2', name: 'two' }),
      anEvent('PROJECT_DELETED', 7, { id: 'p3', name: 'three' }),
    ]

    const left = await applyEvents(deps(), scope, [unreadable, unsure, sure, deletion])

    expect(left).toEqual([unreadable, unsure])
    expect(await record('projects', 'p2')).toMatchObject({ name: 'two', deletedAt: null })
    expect(await record('projects', 'p3')).toMatchObject({ deletedAt: at(7) })
  })

  it('change nothing where the workspace does not want it', async () => {
    isFresh = false

    expect(await applyEvents(deps(), scope, [anEvent('NEW_PROJECT', 1, project('one'))])).toEqual([])
    expect(await rows(scope)).toEqual([])
  })
})
