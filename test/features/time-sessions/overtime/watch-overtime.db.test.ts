import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { searchAudit } from '../../../../server/features/time-sessions/audit/search-audit.ts'
import { verifyAudit } from '../../../../server/features/time-sessions/audit/verify-audit.ts'
import { tryLimits } from '../../../../server/features/time-sessions/hours/add-up-hours.ts'
import { readBoard } from '../../../../server/features/time-sessions/overtime/read-board.ts'
import { watchOvertime } from '../../../../server/features/time-sessions/overtime/watch-overtime.ts'
import { addPerson, changePerson } from '../../../../server/features/time-sessions/people/change-people.ts'
import { addSession } from '../../../../server/features/time-sessions/sessions/add-session.ts'
import { changeSession } from '../../../../server/features/time-sessions/sessions/change-session.ts'
import { readSession } from '../../../../server/features/time-sessions/sessions/read-session.ts'
import { changeSettings } from '../../../../server/features/time-sessions/settings/change-settings.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { hour } from '../an-entry.ts'

let database: TestDatabase
let scope: WorkspaceScope
let personId: string
let now: string

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const deps = () => ({
  db: database.db,
  findUsers: async () => new Map(),
  clock: { ...systemClock, now: () => new Date(now) },
})
const watch = () => watchOvertime(deps(), { ...scope, actor: { type: 'system', id: 'overtime' } })
const add = async (from: number, to?: number) => {
  const times = { startedAt: hour(from), ...(to === undefined ? {} : { endedAt: hour(to) }) }
  return (await addSession(deps(), scope, { person: { id: personId }, ...times })).session.id
}
const isOver = async (id: string) => (await readSession(deps(), scope, { id })).session.overtime
const actions = async () =>
  (await searchAudit(deps(), scope, { limit: 50 })).items.map(({ action }) => action).toReversed()

beforeEach(async () => {
  const made = await aWorkspace(database.db)
  scope = { ...made, actor: { type: 'user', id: 'boss', role: 'admin' } }
  now = hour(0)
  personId = (await addPerson(deps(), scope, { name: 'Ana' })).id
})

describe('watching over what runs', () => {
  it('marks it once when it crosses the limit, not before, and two watchers at once are one', async () => {
    const id = await add(0)
    now = hour(5)
    await watch()
    expect(await isOver(id)).toBe(false)
    now = hour(5.01)
    await Promise.all([watch(), watch(), watch()])
    now = hour(6)
    await watch()

    expect(await isOver(id)).toBe(true)
    expect(await actions()).toEqual(['session.added', 'session.overtime'])
    expect(await verifyAudit(deps(), scope)).toMatchObject({ ok: true })
  })

  it("goes by the person's own limit before the workspace's", async () => {
    await changeSettings(deps(), scope, { overtimeHours: 2 })
    await changePerson(deps(), scope, { id: personId, overtimeHours: 3 })
    const id = await add(0)
    now = hour(2.5)
    await watch()
    expect(await isOver(id)).toBe(false)
    now = hour(3.5)
    await watch()

    expect(await isOver(id)).toBe(true)
  })

  it('takes the mark back when the start was wrong, and settles it at the end', async () => {
    const id = await add(0)
    now = hour(6)
    await watch()
    await changeSession(deps(), scope, { id, startedAt: hour(4) })
    expect(await isOver(id)).toBe(false)
    await changeSession(deps(), scope, { id, endedAt: hour(9.5) })

    expect(await isOver(id)).toBe(true)
  })

  it('notes who works longer than the day or the week allows, once each', async () => {
    await changeSettings(deps(), scope, { overtimeHours: 100, dailyHours: 4, weeklyHours: 6 })
    await add(0, 3)
    now = hour(3)
    await watch()
    await add(3)
    now = hour(4.5)
    await Promise.all([watch(), watch()])
    expect(await actions()).toEqual(['session.added', 'session.added', 'person.overtime-day'])
    now = hour(6.5)
    await watch()
    await watch()

    expect((await actions()).slice(3)).toEqual(['person.overtime-week'])
  })

  it('is shown on the board, what runs longest first', async () => {
    await changeSettings(deps(), scope, { dailyHours: 4 })
    await add(0)
    await add(5)
    now = hour(6)
    const board = await readBoard(deps(), scope)

    expect(board.running.map(({ seconds, over, limitHours }) => [seconds, over, limitHours])).toEqual([
      [21_600, true, 5],
      [3_600, false, 5],
    ])
    expect(board.people).toEqual([
      {
        person: { id: personId, name: 'Ana' },
        daySeconds: 25_200,
        weekSeconds: 25_200,
        dayLimit: 4,
        weekLimit: null,
      },
    ])
  })
})

describe('trying other limits on the past', () => {
  it('counts sessions, days and weeks over them, and by how much', async () => {
    await add(0, 3)
    await add(4, 9)
    await add(24, 25)
    now = hour(48)
    const { people } = await tryLimits(deps(), scope, { overtimeHours: 4, dailyHours: 6, weeklyHours: 8 })

    expect(people).toEqual([
      {
        personId,
        name: 'Ana',
        sessions: 1,
        sessionSeconds: 3_600,
        days: 1,
        daySeconds: 7_200,
        weeks: 1,
        weekSeconds: 3_600,
      },
    ])
    expect((await tryLimits(deps(), scope, { overtimeHours: 6 })).people).toEqual([])
    expect(await actions()).toHaveLength(3)
  })
})
