import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { watchOvertime } from '../../../../server/features/time-sessions/overtime/watch-overtime.ts'
import { addPerson } from '../../../../server/features/time-sessions/people/change-people.ts'
import { addSession } from '../../../../server/features/time-sessions/sessions/add-session.ts'
import { changeSettings } from '../../../../server/features/time-sessions/settings/change-settings.ts'
import { searchOutbox } from '../../../../server/platform/mail/search-outbox.ts'
import { readMail } from '../../../../server/platform/mail/read-mail.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { hour } from '../an-entry.ts'

let database: TestDatabase
let scope: WorkspaceScope
let now: string

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const deps = () => ({
  db: database.db,
  findUsers: async () => new Map(),
  mailing: {},
  clock: { ...systemClock, now: () => new Date(now) },
})
const watch = () => watchOvertime(deps(), scope)
const outbox = async () => (await searchOutbox(deps(), scope, { limit: 50 })).items.toReversed()
const told = async () => (await outbox()).map(({ recipient, kind }) => `${recipient.split('@')[0]}: ${kind}`)

beforeEach(async () => {
  scope = await aWorkspace(database.db)
  now = hour(0)
  const person = await addPerson(deps(), scope, { name: 'Ana', email: 'ana@example.com' })
  await changeSettings(deps(), scope, {
    coordinators: ['boss@example.com'],
    mails: { added: 'nobody', started: 'nobody' },
  })
  await addSession(deps(), scope, { person: { id: person.id }, startedAt: hour(0) })
})

describe('mails about overtime', () => {
  it('are sent once while the session runs, whoever notices', async () => {
    now = hour(4)
    await watch()
    expect(await told()).toEqual([])
    now = hour(5.01)
    await Promise.all([watch(), watch(), watch()])
    now = hour(6)
    await watch()

    expect(await told()).toEqual(['boss: session.overtime', 'ana: session.overtime'])
    const { text } = await readMail(deps(), scope, (await outbox())[0]!)
    expect(text).toContain('A session of Ana is longer than its limit of 5 h.')
  })

  it('tell of the limits of a day and a week, once each', async () => {
    await changeSettings(deps(), scope, {
      dailyHours: 2,
      weeklyHours: 3.5,
      overtimeHours: 100,
      language: 'es',
    })
    now = hour(3)
    await Promise.all([watch(), watch()])
    now = hour(4)
    await watch()
    await watch()

    expect(await told()).toEqual([
      'boss: person.overtime-day',
      'ana: person.overtime-day',
      'boss: person.overtime-week',
      'ana: person.overtime-week',
    ])
    const [day, , week] = await outbox()
    expect((await readMail(deps(), scope, day!)).text).toContain(
      'Ana ha trabajado más de 2 h el lunes, 2 de marzo de 2026.',
    )
    expect((await readMail(deps(), scope, week!)).text).toContain(
      'más de 3,5 h en la semana que empieza el lunes',
    )
  })
})
