import { describe, expect, it } from 'vitest'
import {
  contractHours,
  duePeriods,
  pastPeriod,
  periodOf,
  spanOf,
  type PeriodKind,
} from '../../../../server/features/time-sessions/reports/report-period.ts'

type Start = 'monday' | 'sunday' | 'saturday'

describe('a period', () => {
  it.each<[PeriodKind, string, Start, string, string]>([
    ['weekly', '2026-03-04', 'monday', '2026-03-02', '2026-03-08'],
    ['weekly', '2026-03-04', 'sunday', '2026-03-01', '2026-03-07'],
    ['weekly', '2026-03-04', 'saturday', '2026-02-28', '2026-03-06'],
    ['weekly', '2026-03-02', 'monday', '2026-03-02', '2026-03-08'],
    ['weekly', '2026-03-08', 'monday', '2026-03-02', '2026-03-08'],
    // Over the end of a year, and over a leap day.
    ['weekly', '2026-01-01', 'monday', '2025-12-29', '2026-01-04'],
    ['weekly', '2024-02-29', 'monday', '2024-02-26', '2024-03-03'],
    ['monthly', '2024-02-10', 'monday', '2024-02-01', '2024-02-29'],
    ['monthly', '2026-02-28', 'monday', '2026-02-01', '2026-02-28'],
    ['monthly', '2025-12-31', 'sunday', '2025-12-01', '2025-12-31'],
  ])('%s of %s from %s is %s to %s', (...[kind, day, weekStart, from, to]) => {
    expect(periodOf(kind, day, weekStart)).toEqual({ from, to })
  })

  it.each<[PeriodKind, string, string, string]>([
    ['weekly', '2026-01-01', '2025-12-22', '2025-12-28'],
    ['monthly', '2026-01-01', '2025-12-01', '2025-12-31'],
    ['monthly', '2024-03-31', '2024-02-01', '2024-02-29'],
  ])('%s before %s is %s to %s', (...[kind, today, from, to]) => {
    expect(pastPeriod(kind, today, 'monday')).toEqual({ from, to })
  })

  it.each([
    ['Europe/Madrid', '2026-03-23', '2026-03-29', 167],
    ['Europe/Madrid', '2026-10-19', '2026-10-25', 169],
    ['America/New_York', '2026-03-01', '2026-03-31', 743],
    ['America/New_York', '2026-11-01', '2026-11-30', 721],
    ['Australia/Lord_Howe', '2026-04-01', '2026-04-30', 720.5],
    ['Australia/Lord_Howe', '2026-10-01', '2026-10-31', 743.5],
    ['America/Sao_Paulo', '2018-11-01', '2018-11-30', 719],
    ['UTC', '2024-02-01', '2024-02-29', 696],
    ['Asia/Kolkata', '2025-12-31', '2026-01-01', 48],
  ])('%s from %s to %s has %d hours', (...[zone, from, to, hours]) => {
    const { fromMs, toMs } = spanOf({ from, to }, zone)

    expect((toMs - fromMs) / 3_600_000).toBe(hours)
  })
})

describe('what is due', () => {
  const due = (now: string, rest: Partial<Parameters<typeof duePeriods>[0]> = {}) =>
    duePeriods({
      kind: 'weekly',
      nowMs: Date.parse(now),
      zone: 'America/New_York',
      weekStart: 'monday',
      hour: 6,
      latest: undefined,
      ...rest,
    }).map(({ from }) => from)

  it.each([
    // Six o'clock on Monday, the second of March, there is eleven in UTC.
    ['2026-03-02T10:59:59Z', undefined, []],
    ['2026-03-02T11:00:00Z', undefined, ['2026-02-23']],
    ['2026-03-05T00:00:00Z', undefined, ['2026-02-23']],
    ['2026-03-05T00:00:00Z', '2026-02-23', []],
    ['2026-03-05T00:00:00Z', '2026-02-16', ['2026-02-23']],
    // After three weeks without a server.
    ['2026-03-05T00:00:00Z', '2026-02-02', ['2026-02-09', '2026-02-16', '2026-02-23']],
    ['2026-03-02T10:00:00Z', '2026-02-02', ['2026-02-09', '2026-02-16']],
    ['2026-03-05T00:00:00Z', '2025-01-06', ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23']],
  ])('at %s after that of %s is %j', (now, latest, expected) => {
    expect(due(now, { latest })).toEqual(expected)
  })

  it('is made although its hour is left out by the clocks', () => {
    expect(due('2026-03-08T06:59:59Z', { weekStart: 'sunday', hour: 2 })).toEqual([])
    expect(due('2026-03-08T07:00:00Z', { weekStart: 'sunday', hour: 2 })).toEqual(['2026-03-01'])
  })

  it('is the month when it is over in the zone', () => {
    expect(due('2026-01-01T10:59:00Z', { kind: 'monthly', latest: '2025-11-01' })).toEqual([])
    expect(due('2026-01-01T11:00:00Z', { kind: 'monthly', latest: '2025-11-01' })).toEqual(['2025-12-01'])
  })
})

describe('contract hours', () => {
  it.each([
    ['2026-02-01', '2026-02-28', 160],
    ['2024-02-01', '2024-02-29', 160],
    ['2026-03-02', '2026-03-08', (160 * 7) / 31],
    ['2026-01-26', '2026-02-01', (160 * 6) / 31 + 160 / 28],
    ['2025-12-01', '2026-02-28', 480],
    ['2026-03-05', '2026-03-05', 160 / 31],
  ])('of 160 a month from %s to %s are %d', (from, to, hours) => {
    expect(contractHours(160, { from, to })).toBeCloseTo(hours, 9)
  })
})
