import { createQueryId, PostgresQueryCompiler } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TimeSessionDeps } from '../../../../server/features/time-sessions/deps.ts'
import { hearEvent, hearEvents } from '../../../../server/features/time-sessions/events/hear-events.ts'
import { changePerson } from '../../../../server/features/time-sessions/people/change-people.ts'
import { searchPeople } from '../../../../server/features/time-sessions/people/search-people.ts'
import { changeSession } from '../../../../server/features/time-sessions/sessions/change-session.ts'
import { decideSession } from '../../../../server/features/time-sessions/sessions/decide-session.ts'
import { openPlace } from '../../../../server/features/time-sessions/sessions/open-place.ts'
import { saveChanges } from '../../../../server/features/time-sessions/sessions/save-changes.ts'
import { searchSessions } from '../../../../server/features/time-sessions/sessions/search-sessions.ts'
import { changeSettings } from '../../../../server/features/time-sessions/settings/change-settings.ts'
import type { SettingsChange } from '../../../../server/features/time-sessions/settings/settings.schemas.ts'
import type { WebhookEvent } from '../../../../server/platform/feature.ts'
import { searchOutbox } from '../../../../server/platform/mail/search-outbox.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { anEvent, entryBody, hour } from '../an-entry.ts'

let database: TestDatabase
let scope: WorkspaceScope
let deps: TimeSessionDeps
let clockify: object | undefined

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  clockify = undefined
  deps = {
    db: database.db,
    clock: systemClock,
    mailing: {},
    fetchEntry: async () => clockify,
    findUsers: async () => new Map([['u1', { name: 'Ana', email: 'ana@example.com' }]]),
  }
})
afterAll(() => database.close())

const set = (change: SettingsChange) => changeSettings(deps, scope, change)
const hear = async (...events: readonly WebhookEvent[]): Promise<void> => {
  for (const event of events) await hearEvent(deps, scope, event)
}
const outbox = async () => (await searchOutbox(deps, scope, { limit: 200 })).items.toReversed()
/** `boss: Session started` */
const told = async () =>
  (await outbox()).map(({ recipient, subject }) => `${recipient.split('@')[0]}: ${subject.split(' – ')[0]}`)
const theSession = async () =>
  (await searchSessions(deps, scope, { externalId: 'a', limit: 1 })).items[0]!.session

const started = anEvent('NEW_TIMER_STARTED', entryBody({ id: 'a', from: 0 }))
const stopped = anEvent('TIMER_STOPPED', entryBody({ id: 'a', from: 0, to: 2 }))
const edited = anEvent('TIME_ENTRY_UPDATED', entryBody({ id: 'a', from: 0, to: 3 }))
const deleted = anEvent('TIME_ENTRY_DELETED', entryBody({ id: 'a', from: 0, to: 3 }))
const BOSS = { coordinators: ['boss@example.com'] }
const added = (id: string, from: number, to: number) => anEvent('NEW_TIME_ENTRY', entryBody({ id, from, to }))

describe('mails about sessions', () => {
  it('go to the person and the coordinators as the settings say, and once for repeated events', async () => {
    await set(BOSS)
    await hear(started, stopped, stopped, edited, started, edited)
    const session = await theSession()
    await decideSession(deps, scope, { id: session.id, approved: true })
    await hear(deleted, deleted)

    expect(await told()).toEqual([
      'boss: Session started',
      'boss: Session ended',
      'boss: Session changed',
      'ana: Session changed',
      'boss: Session approved',
      'ana: Session approved',
      'boss: Session deleted',
      'ana: Session deleted',
    ])
  })

  it('are the same when all events come at once', async () => {
    await set({ ...BOSS, language: 'ru' })
    await hearEvents(deps, scope, [started, stopped, stopped, edited])

    expect(await told()).toEqual([
      'boss: Сессия начата',
      'boss: Сессия завершена',
      'boss: Сессия изменена',
      'ana: Сессия изменена',
    ])
  })

  it('are none without a mail server, for nobody, and when the transaction fails', async () => {
    await hearEvent({ ...deps, mailing: undefined }, scope, started)
    const broken = {
      ...deps,
      mailing: {
        sessionAddress: () => {
          throw new Error('no address')
        },
      },
    }
    await set({ ...BOSS, mails: { started: 'nobody' } })
    await hear(anEvent('NEW_TIMER_STARTED', entryBody({ id: 'b', from: 5 })))
    await expect(hearEvent(broken, scope, stopped)).rejects.toThrow('no address')

    expect(await outbox()).toEqual([])
    expect(await theSession()).toMatchObject({ running: true })
  })

  it('spare a person who is switched off or wants none, but not the coordinators', async () => {
    await set(BOSS)
    await hear(started, stopped)
    const [person] = (await searchPeople(deps, scope, { limit: 1 })).items
    await changePerson(deps, scope, { id: person!.id, notify: false })
    await hear(edited)

    expect((await told()).slice(2)).toEqual(['boss: Session changed'])
  })

  it('tell of overtime once in the life of a session', async () => {
    await set({ ...BOSS, mails: { stopped: 'nobody', edited: 'nobody' } })
    await hear(started)
    const session = await theSession()
    const mark = (overtime: boolean) =>
      inWorkspace(database.db, scope, async (tx) => {
        const place = await openPlace(deps, tx, scope)
        const because = {
          at: new Date(),
          actor: { type: 'system' as const, id: null },
          action: 'session.overtime',
          eventId: null,
          note: null,
        }
        await saveChanges(place, [
          { before: { ...session, overtime: !overtime }, after: { ...session, overtime }, because },
        ])
      })
    await mark(true)
    await mark(false)
    await mark(true)
    await hear(anEvent('TIMER_STOPPED', entryBody({ id: 'a', from: 0, to: 8 })))

    expect(await told()).toEqual(['boss: Session started', 'boss: Overtime', 'ana: Overtime'])
  })

  it('tell of what cannot be right when it newly is', async () => {
    await set({ ...BOSS, mails: { added: 'nobody', edited: 'nobody', stopped: 'nobody' } })
    await hear(added('back', 2, 1), added('empty', 10, 10), added('first', 3, 5), added('second', 4, 6))
    await hear(anEvent('TIME_ENTRY_UPDATED', entryBody({ id: 'second', from: 4, to: 7 })))
    // The first timer is stopped by the start of the second, and that is told later.
    await hear(anEvent('NEW_TIMER_STARTED', entryBody({ id: 'c', from: 20 })))
    await hear(anEvent('NEW_TIMER_STARTED', entryBody({ id: 'd', from: 21 })))
    await hear(anEvent('TIMER_STOPPED', entryBody({ id: 'c', from: 20, to: 21 })))

    const problems = (await told()).filter((line) => line.includes('to look at'))
    expect(problems).toHaveLength(3)
  })

  it('tell of an overlap once when both come together', async () => {
    await set({ ...BOSS, mails: { added: 'nobody' } })
    await hearEvents(deps, scope, [added('first', 3, 5), added('second', 4, 6)])

    expect(await told()).toEqual(['boss: Session to look at'])
  })

  it('tell of changes by hand', async () => {
    await set(BOSS)
    await hear(started, stopped)
    const session = await theSession()
    await changeSession(deps, { ...scope }, { id: session.id, endedAt: hour(1) })

    expect((await told()).slice(2)).toEqual(['boss: Session changed', 'ana: Session changed'])
  })
})

describe('events that cause no mail', () => {
  it('read nothing for mails but the settings, and those once', async () => {
    await set({ mails: { added: 'coordinators', problem: 'coordinators' } })
    const statements: string[] = []
    const db = database.db.withPlugin({
      transformQuery: ({ node }) => {
        statements.push(new PostgresQueryCompiler().compileQuery(node, createQueryId()).sql)
        return node
      },
      transformResult: async ({ result }) => result,
    })
    await hearEvents({ ...deps, db }, scope, [added('x', 1, 2), added('y', 3, 4)])

    expect(statements.filter((sql) => sql.includes('time_session_settings'))).toHaveLength(1)
    expect(statements.filter((sql) => /outbox|lateral|"notify"/.test(sql))).toEqual([])
  })
})
