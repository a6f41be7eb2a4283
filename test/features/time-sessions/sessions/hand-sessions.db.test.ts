import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { searchAudit } from '../../../../server/features/time-sessions/audit/search-audit.ts'
import type { TimeSessionDeps } from '../../../../server/features/time-sessions/deps.ts'
import { hearEvent } from '../../../../server/features/time-sessions/events/hear-events.ts'
import { addPerson } from '../../../../server/features/time-sessions/people/change-people.ts'
import { addSession } from '../../../../server/features/time-sessions/sessions/add-session.ts'
import {
  changeSession,
  removeSession,
} from '../../../../server/features/time-sessions/sessions/change-session.ts'
import { decideSession } from '../../../../server/features/time-sessions/sessions/decide-session.ts'
import { readSession } from '../../../../server/features/time-sessions/sessions/read-session.ts'
import { searchSessions } from '../../../../server/features/time-sessions/sessions/search-sessions.ts'
import { sessionView } from '../../../../server/features/time-sessions/sessions/session.view.ts'
import { changeSettings } from '../../../../server/features/time-sessions/settings/change-settings.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { anEvent, entryBody, hour } from '../an-entry.ts'

let database: TestDatabase
let admin: WorkspaceScope
let deps: TimeSessionDeps
/** What Clockify has of the entry when it is asked. */
let entryNow: object | undefined
let personId: string

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const as = (id: string, role: 'admin' | 'member'): WorkspaceScope => ({
  ...admin,
  actor: { type: 'user', id, role },
})
const actions = async () =>
  (await searchAudit(deps, admin, { limit: 50 })).items.map(({ action }) => action).toReversed()
const add = (from: number, to?: number) =>
  addSession(deps, admin, {
    person: { id: personId },
    startedAt: hour(from),
    ...(to === undefined ? {} : { endedAt: hour(to) }),
  })
const stateOf = async (id: string) => (await readSession(deps, admin, { id })).session
const heard = async () => (await searchSessions(deps, admin, { externalId: 'a', limit: 1 })).items[0]!.session

beforeEach(async () => {
  const scope = await aWorkspace(database.db)
  admin = { ...scope, actor: { type: 'user', id: 'boss', role: 'admin' } }
  entryNow = undefined
  deps = {
    db: database.db,
    clock: systemClock,
    fetchEntry: async () => entryNow,
    findUsers: async () => new Map(),
  }
  const person = await addPerson(deps, admin, { name: 'Ana', externalId: 'u1', email: 'ana@example.com' })
  personId = person.id
})

describe('a session that is added by hand', () => {
  it('is there with who added it, and found by any name of the person', async () => {
    const { session } = await add(0, 2)
    const again = await addSession(deps, admin, {
      person: { email: 'ANA@example.com' },
      startedAt: hour(3),
    })

    expect(session).toMatchObject({ status: 'closed', durationSeconds: 7200, edits: 0, personId })
    expect(again.session).toMatchObject({ status: 'open', running: true, personId })
    const [newest] = (await searchAudit(deps, admin, { limit: 1 })).items
    expect(JSON.parse(newest!.actor)).toEqual({ type: 'user', id: 'boss' })
    expect(await actions()).toEqual(['session.added', 'session.added'])
  })

  it('brings the person along: a known user, or whom an admin describes', async () => {
    const withUsers = {
      ...deps,
      findUsers: async () => new Map([['u7', { name: 'Bo', email: 'bo@example.com' }]]),
    }
    const { person: bo } = await addSession(withUsers, as('u7', 'member'), { startedAt: hour(0) })
    const cleo = { externalId: 'u8', name: 'Cleo', email: 'cleo@example.com' }
    const { person } = await addSession(deps, admin, { person: cleo, startedAt: hour(0) })
    const again = await addSession(deps, admin, { person: { email: 'cleo@example.com' }, startedAt: hour(1) })

    expect(bo).toMatchObject({ externalId: 'u7', name: 'Bo', email: 'bo@example.com' })
    expect(person).toMatchObject(cleo)
    expect(again.person.id).toBe(person.id)
    await expect(
      addSession(deps, as('u9', 'member'), {
        person: { email: 'x@example.com', name: 'X' },
        startedAt: hour(0),
      }),
    ).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('is refused when it ends before it starts, is nobody’s or has a zone that is none', async () => {
    const refused = { code: 'INVALID' }
    const person = { id: personId }
    const startedAt = hour(2)
    await expect(addSession(deps, admin, { person, startedAt, endedAt: hour(1) })).rejects.toMatchObject(
      refused,
    )
    await expect(addSession(deps, admin, { person: { id: 'no' }, startedAt })).rejects.toMatchObject(refused)
    await expect(addSession(deps, admin, { startedAt })).rejects.toMatchObject(refused)
    await expect(
      addSession(deps, admin, { person, startedAt, timeZone: 'Mars/North' }),
    ).rejects.toMatchObject(refused)
    expect(await actions()).toEqual([])
  })

  it('is flagged when it is empty or overlaps, and is overtime when it is too long', async () => {
    await changeSettings(deps, admin, { overtimeHours: 4 })
    const first = await add(0, 2)
    const long = await add(1, 6)
    const empty = await add(8, 8)
    const view = async (id: string) => sessionView(await readSession(deps, admin, { id }))

    expect(await view(first.session.id)).toMatchObject({ flags: ['overlaps'], overtime: false })
    expect(await view(long.session.id)).toMatchObject({ flags: ['overlaps'], overtime: true })
    expect(await view(empty.session.id)).toMatchObject({ flags: ['zero-length'], overtime: false })
    await removeSession(deps, admin, { id: long.session.id })
    expect((await view(first.session.id)).flags).toEqual([])
  })

  it('takes the time entry that Clockify tells of later, and no second one', async () => {
    const input = { person: { id: personId }, startedAt: hour(0), externalId: 'a' }
    const { session } = await addSession(deps, admin, input)
    await expect(addSession(deps, admin, input)).rejects.toMatchObject({ code: 'CONFLICT' })
    await hearEvent(deps, admin, anEvent('TIMER_STOPPED', entryBody({ id: 'a', from: 0, to: 3 })))

    expect(await stateOf(session.id)).toMatchObject({ status: 'closed', endedAt: new Date(hour(3)) })
  })
})

describe('changing a session by hand', () => {
  it('is a closing while it runs, and an edit to be reviewed when it had ended', async () => {
    const { session } = await add(0)
    const { id } = session
    await changeSession(deps, admin, { id, endedAt: hour(2) })
    expect(await stateOf(id)).toMatchObject({ status: 'closed', running: false })
    await changeSession(deps, admin, { id, endedAt: hour(3) })
    expect(await stateOf(id)).toMatchObject({ status: 'under-review', edits: 2 })
    await decideSession(deps, admin, { id, approved: true })
    await changeSession(deps, admin, { id, note: 'as agreed' })
    expect(await stateOf(id)).toMatchObject({ status: 'approved', note: 'as agreed', edits: 2 })
    await changeSession(deps, admin, { id, description: 'Calls' })
    expect(await stateOf(id)).toMatchObject({ status: 'under-review', approvedEndedAt: new Date(hour(3)) })
  })

  it('that changes nothing is no edit and not on record', async () => {
    const { session } = await add(0, 2)
    await changeSession(deps, admin, { id: session.id, endedAt: hour(2) })

    expect(await stateOf(session.id)).toMatchObject({ status: 'closed', edits: 0 })
    expect(await actions()).toEqual(['session.added'])
  })

  it('holds against late repetitions from Clockify, and yields to what is new there', async () => {
    const stop = entryBody({ id: 'a', from: 0, to: 2 })
    await hearEvent(deps, admin, anEvent('TIMER_STOPPED', stop))
    const { id } = await heard()
    await changeSession(deps, admin, { id, endedAt: hour(4) })
    await hearEvent(deps, admin, anEvent('NEW_TIMER_STARTED', entryBody({ id: 'a', from: 0 })))
    expect(await heard()).toMatchObject({ endedAt: new Date(hour(4)), status: 'under-review', edits: 1 })

    entryNow = entryBody({ id: 'a', from: 0, to: 5 })
    await hearEvent(deps, admin, anEvent('TIME_ENTRY_UPDATED', entryNow))
    expect(await heard()).toMatchObject({ endedAt: new Date(hour(5)), status: 'under-review' })
  })

  it('while Clockify still runs it does not keep its end from being heard', async () => {
    await hearEvent(deps, admin, anEvent('NEW_TIMER_STARTED', entryBody({ id: 'a', from: 0 })))
    await changeSession(deps, admin, { id: (await heard()).id, startedAt: hour(1) })
    expect(await heard()).toMatchObject({ status: 'open', startedAt: new Date(hour(1)) })
    entryNow = entryBody({ id: 'a', from: 0, to: 2 })
    await hearEvent(deps, admin, anEvent('TIMER_STOPPED', entryNow))

    expect(await heard()).toMatchObject({ status: 'closed', endedAt: new Date(hour(2)) })
  })

  it('is for admins and the person, not for others', async () => {
    const { session } = await add(0, 2)
    const edit = { id: session.id, description: 'Mine' }
    await expect(changeSession(deps, as('u2', 'member'), edit)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(removeSession(deps, as('u2', 'member'), edit)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { session: mine } = await changeSession(deps, as('u1', 'member'), edit)

    expect(mine.description).toBe('Mine')
    await expect(
      addSession(deps, as('u2', 'member'), { person: { id: personId }, startedAt: hour(0) }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('of another workspace finds nothing', async () => {
    const { session } = await add(0, 2)
    const stranger = { ...(await aWorkspace(database.db)), actor: admin.actor }
    const edit = { id: session.id, description: 'Theirs' }
    await expect(changeSession(deps, stranger, edit)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(removeSession(deps, stranger, edit)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('removing a session by hand', () => {
  it('marks it once, and it can no longer be changed', async () => {
    const { session } = await add(0, 2)
    await Promise.all([1, 2].map(() => removeSession(deps, admin, { id: session.id })))

    expect(await stateOf(session.id)).toMatchObject({ status: 'deleted' })
    expect(await actions()).toEqual(['session.added', 'session.deleted'])
    await expect(changeSession(deps, admin, { id: session.id, note: 'x' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('stays when Clockify repeats what it said before', async () => {
    const stop = entryBody({ id: 'a', from: 0, to: 2 })
    await hearEvent(deps, admin, anEvent('TIMER_STOPPED', stop))
    await removeSession(deps, admin, { id: (await heard()).id })
    await hearEvent(deps, admin, anEvent('NEW_TIMER_STARTED', entryBody({ id: 'a', from: 0 })))

    expect(await heard()).toMatchObject({ status: 'deleted' })
  })
})

describe('settings', () => {
  it('keep what is not told, and refuse a zone that is none', async () => {
    await changeSettings(deps, admin, { coordinators: ['boss@example.com'], mails: { started: 'nobody' } })
    const settings = await changeSettings(deps, admin, { mails: { stopped: 'person' }, weeklyReport: true })

    expect(settings).toMatchObject({
      overtimeHours: 5,
      coordinators: ['boss@example.com'],
      weeklyReport: true,
      mails: { started: 'nobody', stopped: 'person', edited: 'both' },
    })
    await expect(changeSettings(deps, admin, { reportZone: 'Mars/North' })).rejects.toMatchObject({
      code: 'INVALID',
    })
  })
})
