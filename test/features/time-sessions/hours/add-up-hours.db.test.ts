import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUpHours } from '../../../../server/features/time-sessions/hours/add-up-hours.ts'
import { addPerson } from '../../../../server/features/time-sessions/people/change-people.ts'
import { addSession } from '../../../../server/features/time-sessions/sessions/add-session.ts'
import { removeSession } from '../../../../server/features/time-sessions/sessions/change-session.ts'
import { changeSettings } from '../../../../server/features/time-sessions/settings/change-settings.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

interface Ground {
  readonly scope: WorkspaceScope
  readonly deps: Parameters<typeof addUpHours>[0]
  readonly add: (startedAt: string, endedAt: string | null, project?: string) => Promise<string>
}

async function aGround(reportZone: string, now: string): Promise<Ground> {
  const made = await aWorkspace(database.db)
  const scope: WorkspaceScope = { ...made, actor: { type: 'user', id: 'boss', role: 'admin' } }
  const deps = {
    db: database.db,
    findUsers: async () => new Map(),
    clock: { ...systemClock, now: () => new Date(now) },
  }
  await changeSettings(deps, scope, { reportZone })
  const { id } = await addPerson(deps, scope, { name: 'Ana' })
  const add: Ground['add'] = async (startedAt, endedAt, project) => {
    const rest = project === undefined ? {} : { project: { id: project, name: project }, billable: true }
    const session = { person: { id }, startedAt, endedAt, ...rest }
    return (await addSession(deps, scope, session)).session.id
  }
  return { scope, deps, add }
}

/** The date in the zone of each quarter of an hour that was worked, one after the other. */
function naively(zone: string, sessions: readonly (readonly [string, string])[]): Record<string, number> {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  const totals: Record<string, number> = {}
  for (const [from, to] of sessions)
    for (let at = Date.parse(from); at < Date.parse(to); at += 900_000) {
      const day = format.format(at)
      totals[day] = (totals[day] ?? 0) + 900
    }
  return totals
}

// Over every change-over of the year, ends of months and years, and a leap day.
const NIGHTS = [
  ['2026-03-28T20:00:00Z', '2026-03-29T08:00:00Z'],
  ['2026-10-24T20:00:00Z', '2026-10-25T08:00:00Z'],
  ['2026-03-07T22:00:00Z', '2026-03-08T18:00:00Z'],
  ['2026-10-31T22:00:00Z', '2026-11-01T18:00:00Z'],
  ['2026-04-04T06:00:00Z', '2026-04-05T06:00:00Z'],
  ['2026-10-03T06:00:00Z', '2026-10-04T06:00:00Z'],
  ['2027-12-31T10:00:00Z', '2028-01-01T15:00:00Z'],
  ['2028-02-28T10:00:00Z', '2028-03-01T15:00:00Z'],
  ['2026-04-30T12:00:00Z', '2026-05-01T12:00:00Z'],
] as const
const ZONES = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'] as const

describe('hours by day', () => {
  it.each(ZONES)('in %s are those of the quarters of an hour of each day', async (zone) => {
    const { scope, deps, add } = await aGround(zone, '2028-12-01T00:00:00Z')
    for (const [from, to] of NIGHTS) await add(from, to)
    const { items } = await addUpHours(deps, scope, { by: 'day', from: '2026-01-01', to: '2028-12-31' })

    expect(Object.fromEntries(items.map(({ key, seconds }) => [key, seconds]))).toEqual(naively(zone, NIGHTS))
  })

  it('count only the part of a session that is in the range', async () => {
    const { scope, deps, add } = await aGround('Europe/Madrid', '2026-12-01T00:00:00Z')
    await add('2026-04-30T12:00:00Z', '2026-05-01T12:00:00Z')
    const april = await addUpHours(deps, scope, { by: 'day', from: '2026-04-01', to: '2026-04-30' })
    const may = await addUpHours(deps, scope, { by: 'day', from: '2026-05-01', to: '2026-05-31' })

    expect(april.items).toMatchObject([{ key: '2026-04-30', seconds: 10 * 3_600 }])
    expect(may.items).toMatchObject([{ key: '2026-05-01', seconds: 14 * 3_600 }])
  })

  it('count what runs until now, and nothing that is deleted', async () => {
    const { scope, deps, add } = await aGround('UTC', '2026-03-02T12:00:00Z')
    await add('2026-03-02T10:00:00Z', null)
    const gone = await add('2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z')
    await removeSession(deps, scope, { id: gone })

    expect((await addUpHours(deps, scope, { by: 'day' })).items).toMatchObject([{ seconds: 7_200 }])
  })
})

describe('hours by week and project', () => {
  it.each([
    ['monday', '2026-03-02'],
    ['sunday', '2026-03-01'],
    ['saturday', '2026-02-28'],
  ] as const)('begin a week on %s', async (weekStart, key) => {
    const { scope, deps, add } = await aGround('UTC', '2026-03-04T12:00:00Z')
    await changeSettings(deps, scope, { weekStart })
    await add('2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z')

    expect((await addUpHours(deps, scope, { by: 'week' })).items).toEqual([
      { key, name: null, seconds: 3_600, billableSeconds: 0 },
    ])
  })

  it('say whose they are, most first', async () => {
    const { scope, deps, add } = await aGround('UTC', '2026-03-04T12:00:00Z')
    await add('2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z', 'Website')
    await add('2026-03-03T12:00:00Z', '2026-03-03T14:00:00Z')
    const { items } = await addUpHours(deps, scope, { by: 'project' })

    expect(items).toEqual([
      { key: null, name: null, seconds: 7_200, billableSeconds: 0 },
      { key: 'Website', name: 'Website', seconds: 3_600, billableSeconds: 3_600 },
    ])
    expect((await addUpHours(deps, scope, { by: 'person' })).items).toMatchObject([{ name: 'Ana' }])
  })

  it('are refused for days that are no range', async () => {
    const { scope, deps } = await aGround('UTC', '2026-03-04T12:00:00Z')

    await expect(
      addUpHours(deps, scope, { by: 'day', from: '2026-03-04', to: '2026-03-03' }),
    ).rejects.toMatchObject({ code: 'INVALID' })
  })
})
