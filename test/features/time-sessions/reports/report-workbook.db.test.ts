import type { WorkBook } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TimeSessionDeps } from '../../../../server/features/time-sessions/deps.ts'
import type { SessionRow } from '../../../../server/features/time-sessions/sessions/session.store.ts'
import { changeSettings } from '../../../../server/features/time-sessions/settings/change-settings.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { aPerson, aSession, store } from './a-session.ts'
import { mondayOf, naiveHours } from './naive-report.ts'
import { dayOf, instantOf, linesOf, reportOf, rowsOf } from './read-report-file.ts'

let database: TestDatabase
let deps: TimeSessionDeps

beforeAll(async () => {
  database = await openTestDatabase()
  deps = {
    db: database.db,
    clock: systemClock,
    fetchEntry: async () => undefined,
    findUsers: async () => new Map(),
  }
})
afterAll(() => database.close())

const PEOPLE = [
  aPerson('ana', { name: 'Ana', hoursPerMonth: 160 }),
  aPerson('ben', { name: '=Ben()', hoursPerMonth: 80, email: null }),
  aPerson('idle', { name: 'Idle' }),
  aPerson('gone', { name: 'Gone', enabled: false }),
]
const at = (text: string): Date => new Date(`${text}:00Z`)
const from = (start: string, end: string, fields: Partial<SessionRow> = {}): SessionRow =>
  aSession({ startedAt: at(start), endedAt: at(end), ...fields })
const approvedAs = (start: string, end: string): Partial<SessionRow> => ({
  approvedStartedAt: at(start),
  approvedEndedAt: at(end),
})

/** On every half hour, of each kind that there is; the same in every run. */
function manySessions(): SessionRow[] {
  const statuses = ['closed', 'closed', 'under-review', 'approved', 'rejected'] as const
  return Array.from({ length: 2_300 }, (_, index) => {
    const startedAt = new Date(Date.UTC(2026, 2, 18) + ((index * 7_919) % 1_500) * 1_800_000)
    const endedAt = new Date(startedAt.getTime() + ((index * 31) % 60) * 1_800_000)
    const status = statuses[index % 5] ?? 'closed'
    return aSession({
      personId: index % 3 > 0 ? 'ana' : 'ben',
      projectId: index % 4 > 0 ? `q${index % 4}` : null,
      projectName: index % 4 > 0 ? `Project ${index % 4}` : null,
      startedAt,
      endedAt,
      status,
      ...(status === 'approved' ? { approvedStartedAt: startedAt, approvedEndedAt: endedAt } : {}),
    })
  })
}

const SPECIAL = [
  // Over the night on which the clocks are set, and out of the month.
  from('2026-03-28T20:00', '2026-03-29T20:00'),
  from('2026-03-31T20:00', '2026-04-01T04:00'),
  from('2026-02-28T20:00', '2026-03-01T04:00'),
  // From long before until long after.
  from('2026-01-10T00:00', '2026-05-10T00:00', { personId: 'ben' }),
  from('2026-01-10T00:00', '2026-01-20T00:00', { personId: 'ben' }),
  // Approved, and changed since: to another time, out of the month, and rejected.
  from('2026-03-05T08:00', '2026-03-05T12:00', {
    status: 'under-review',
    ...approvedAs('2026-03-05T22:00', '2026-03-06T01:00'),
  }),
  from('2026-06-05T08:00', '2026-06-05T12:00', {
    status: 'under-review',
    ...approvedAs('2026-03-07T08:00', '2026-03-07T09:30'),
  }),
  from('2026-03-09T08:00', '2026-03-09T12:00', {
    status: 'rejected',
    ...approvedAs('2026-03-09T08:00', '2026-03-09T10:00'),
  }),
  from('2026-03-10T08:00', '2026-03-10T12:00', { status: 'deleted' }),
  from('2026-03-10T08:00', '2026-03-10T07:00'),
  from('2026-03-10T08:00', '2026-03-10T08:00'),
  from('2026-03-11T08:00', '2026-03-11T09:00', { personId: 'gone' }),
  aSession({ startedAt: at('2026-03-12T08:00'), endedAt: null, overtime: true }),
  aSession({ startedAt: at('2026-02-12T08:00'), endedAt: null }),
  aSession({ startedAt: at('2026-03-13T08:00'), endedAt: null, status: 'deleted' }),
]

const near = (map: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...map].filter(([, hours]) => hours !== 0))

/** What a sheet says of worked and approved hours, by one of its columns. */
function hoursIn(book: WorkBook, sheet: string, nameOf: (row: Record<string, unknown>) => string) {
  const hours = (column: string): Record<string, number> => {
    const rows = rowsOf(book, sheet).map(
      (row) => [nameOf(row), Math.round(Number(row[column]) * 1e6) / 1e6] as const,
    )
    return near(new Map(rows))
  }
  return { worked: hours('Worked (hours)'), approved: hours('Approved (hours)') }
}

describe.each([
  ['Europe/Madrid', '2026-03-01', '2026-03-31'],
  ['America/New_York', '2026-03-01', '2026-03-31'],
  ['Australia/Lord_Howe', '2026-04-01', '2026-04-30'],
  ['UTC', '2026-03-30', '2026-04-05'],
])('a report of everybody in %s from %s to %s', (zone, first, last) => {
  const sessions = [...manySessions(), ...SPECIAL]
  let scope: WorkspaceScope
  let book: WorkBook

  beforeAll(async () => {
    scope = await aWorkspace(database.db)
    await store(database.db, scope, { people: PEOPLE, sessions })
    await changeSettings(deps, scope, { reportZone: zone })
    book = await reportOf(deps, scope, { kind: 'custom', from: first, to: last })
  })

  it.each<[string, (session: SessionRow, day: string) => string, (row: Record<string, unknown>) => string]>([
    ['Days', (_, day) => day, (row) => dayOf(row['Day'])],
    ['Weeks', (_, day) => mondayOf(day), (row) => dayOf(row['Week from'])],
    ['Projects', ({ projectName }) => projectName ?? '(no project)', (row) => String(row['Project'])],
    ['People', ({ personId }) => (personId === 'ana' ? 'Ana' : '=Ben()'), (row) => String(row['Person'])],
  ])('has in %s what a naive calculation gives', (sheet, keyOf, nameOf) => {
    const counted = sessions.filter(({ personId }) => personId !== 'gone')
    const naive = naiveHours({ sessions: counted, zone, from: first, to: last, keyOf })

    expect(naive.worked.size).toBeGreaterThan(0)
    expect(hoursIn(book, sheet, nameOf)).toEqual({
      worked: near(naive.worked),
      approved: near(naive.approved),
    })
  })

  it('has rows that add up to the summary, none over the border of a day', () => {
    const rows = rowsOf(book, 'Sessions')
    const counted = rows.filter((row) => row['Counted'] === true)
    const sum = (of: typeof rows, column: string): number =>
      of.reduce((all, row) => all + Number(row[column]), 0)
    const lines = linesOf(book)

    expect(lines.get('Worked')?.[2]).toBeCloseTo(sum(counted, 'Worked (hours)'), 6)
    expect(lines.get('Approved')?.[2]).toBeCloseTo(sum(rows, 'Approved (hours)'), 6)
    expect(Number(lines.get('Worked')?.[1]) * 24).toBeCloseTo(Number(lines.get('Worked')?.[2]), 6)
    expect(sum(rows, 'Worked (h:mm:ss)') * 24).toBeCloseTo(sum(rows, 'Worked (hours)'), 6)
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    for (const row of rows) {
      const day = dayOf(row['Day'])
      expect(day >= first && day <= last).toBe(true)
      if (row['Worked (hours)'] === null) continue
      expect(format.format(new Date(instantOf(row['Start (UTC)'])))).toBe(day)
      if (Number(row['Worked (hours)']) === 0) continue
      expect(format.format(Date.parse(instantOf(row['End (UTC)'])) - 1_000)).toBe(day)
      expect(Number(row['Worked (hours)'])).toBeLessThanOrEqual(25)
    }
  })
})

describe('a monthly report', () => {
  let scope: WorkspaceScope
  let book: WorkBook

  beforeAll(async () => {
    scope = await aWorkspace(database.db)
    const named = from('2026-03-05T08:00', '2026-03-05T09:00', {
      description: '=HYPERLINK("http://x")',
      note: '@SUM(A1)',
      timeZone: 'Australia/Lord_Howe',
    })
    await store(database.db, scope, { people: PEOPLE, sessions: [...SPECIAL, named] })
    await changeSettings(deps, scope, { reportZone: 'Europe/Madrid' })
    book = await reportOf(deps, scope, { kind: 'monthly', month: 3, year: 2026 })
  })

  it('opens with a summary, and has a tab for each total', () => {
    const lines = linesOf(book)

    expect(book.SheetNames).toEqual(['Summary', 'People', 'Days', 'Weeks', 'Projects', 'Sessions'])
    expect([...lines.keys()][0]).toBe('Monthly time report')
    expect(['From', 'To'].map((name) => dayOf(lines.get(name)?.[0]))).toEqual(['2026-03-01', '2026-03-31'])
    expect(
      ['Open sessions (not counted)', 'Rejected sessions (not counted)', 'Deleted sessions (left out)'].map(
        (name) => lines.get(name)?.[0],
      ),
    ).toEqual([2, 1, 2])
    expect(lines.get('Sessions of people who are switched off (left out)')?.[0]).toBe(1)
    expect(lines.get('Sessions that end before they start (count as zero)')?.[0]).toBe(1)
    expect(lines.get('Sessions with overtime')?.[0]).toBe(1)
    expect(lines.get('Contract')?.[2]).toBe(240)
  })

  it('lists everybody who is switched on, with the hours of their contract', () => {
    const rows = rowsOf(book, 'People')
    const [ben, ana, idle] = rows

    expect(rows.map((row) => row['Person'])).toEqual(['=Ben()', 'Ana', 'Idle'])
    expect(ana!['Contract (hours)']).toBe(160)
    expect(ana!['Difference (hours)']).toBeCloseTo(Number(ana!['Worked (hours)']) - 160, 9)
    expect(ben!['Worked (hours)']).toBe(31 * 24 - 1)
    expect(idle).toMatchObject({ Sessions: 0, 'Contract (hours)': null, 'Difference (hours)': null })
  })

  it('shows of each part where and when it was, and texts as texts', () => {
    const [row] = rowsOf(book, 'Sessions').filter(({ Note }) => Note === '@SUM(A1)')

    expect(row).toMatchObject({
      Description: '=HYPERLINK("http://x")',
      'Time zone': 'Australia/Lord_Howe',
      Counted: true,
    })
    expect(instantOf(row!['Start (UTC)'])).toBe('2026-03-05T08:00:00.000Z')
    expect(instantOf(row!['Start (local)'])).toBe('2026-03-05T19:00:00.000Z')
    expect(dayOf(row!['Week from'])).toBe('2026-03-02')
  })

  it('shows open sessions as open, and says why something does not count', () => {
    const rows = rowsOf(book, 'Sessions')
    const remarks = rows.filter((row) => row['Remark'] !== null && row['Counted'] === false)

    expect(rows.filter((row) => row['State'] === 'open')).toMatchObject([
      {
        Day: expect.anything(),
        'End (UTC)': null,
        'Worked (hours)': null,
        Running: true,
        Remark: 'still open',
      },
      { 'End (UTC)': null, Overtime: true },
    ])
    expect(remarks.map((row) => String(row['Remark'])).toSorted()).toEqual([
      'approved for this time, changed since',
      'approved for this time, changed since',
      'rejected: not counted',
      'still open',
      'still open',
    ])
    expect(rows.filter((row) => row['Part'] === '2/2').map((row) => dayOf(row['Day']))).toContain(
      '2026-03-01',
    )
  })

  it('of one person is of that person alone', async () => {
    const one = await reportOf(deps, scope, { kind: 'weekly', from: '2026-03-11', personId: 'gone' })

    expect(one.SheetNames).toEqual(['Summary', 'Days', 'Weeks', 'Projects', 'Sessions'])
    expect(rowsOf(one, 'Sessions').map((row) => row['Person'])).toEqual(['Gone'])
    expect(linesOf(one).get('Worked')).toEqual([null, 1 / 24, 1])
  })

  it('without sessions says so, in the language of the settings', async () => {
    await changeSettings(deps, scope, { language: 'es' })
    const empty = await reportOf(deps, scope, {
      kind: 'custom',
      from: '2024-02-28',
      to: '2024-03-01',
      personId: 'ana',
    })

    expect([...linesOf(empty, 'Resumen').keys()]).toContain('No hay sesiones en este período.')
    expect(rowsOf(empty, 'Sesiones')).toEqual([])
    expect(rowsOf(empty, 'Días').map((row) => dayOf(row['Día']))).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ])
  })
})
