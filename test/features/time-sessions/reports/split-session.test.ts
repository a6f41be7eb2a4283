import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../server/features/time-sessions/calendar-day.ts'
import { spanOf } from '../../../../server/features/time-sessions/reports/report-period.ts'
import { partName, splitAtDays } from '../../../../server/features/time-sessions/reports/split-session.ts'
import { zoneClock } from '../../../../server/features/time-sessions/zone-clock.ts'

const span = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) })
const EVER = span('1990-01-01T00:00:00Z', '2090-01-01T00:00:00Z')
const HOUR = 3_600_000

describe('a session is split at the borders of days', () => {
  it.each<[string, string, string, readonly [string, number][]]>([
    // Over the nights on which the clocks are set: what was worked counts, not what the clocks show.
    [
      'Europe/Madrid',
      '2026-03-28T21:00:00Z',
      '2026-03-29T22:00:00Z',
      [
        ['2026-03-28', 2],
        ['2026-03-29', 23],
      ],
    ],
    [
      'Europe/Madrid',
      '2026-10-24T21:00:00Z',
      '2026-10-25T23:30:00Z',
      [
        ['2026-10-24', 1],
        ['2026-10-25', 25],
        ['2026-10-26', 0.5],
      ],
    ],
    [
      'America/New_York',
      '2026-03-08T04:00:00Z',
      '2026-03-09T05:00:00Z',
      [
        ['2026-03-07', 1],
        ['2026-03-08', 23],
        ['2026-03-09', 1],
      ],
    ],
    [
      'America/New_York',
      '2026-11-01T03:00:00Z',
      '2026-11-02T05:30:00Z',
      [
        ['2026-10-31', 1],
        ['2026-11-01', 25],
        ['2026-11-02', 0.5],
      ],
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-04T12:00:00Z',
      '2026-04-05T14:00:00Z',
      [
        ['2026-04-04', 1],
        ['2026-04-05', 24.5],
        ['2026-04-06', 0.5],
      ],
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-03T13:00:00Z',
      '2026-10-04T13:00:00Z',
      [
        ['2026-10-03', 0.5],
        ['2026-10-04', 23.5],
      ],
    ],
    [
      'America/Sao_Paulo',
      '2018-11-04T02:00:00Z',
      '2018-11-04T04:00:00Z',
      [
        ['2018-11-03', 1],
        ['2018-11-04', 1],
      ],
    ],
    // The end of a year, a leap day, a day that the zone has left out.
    [
      'Europe/Madrid',
      '2025-12-31T22:30:00Z',
      '2026-01-01T00:00:00Z',
      [
        ['2025-12-31', 0.5],
        ['2026-01-01', 1],
      ],
    ],
    [
      'UTC',
      '2024-02-28T23:00:00Z',
      '2024-03-01T01:00:00Z',
      [
        ['2024-02-28', 1],
        ['2024-02-29', 24],
        ['2024-03-01', 1],
      ],
    ],
    [
      'Pacific/Apia',
      '2011-12-30T09:00:00Z',
      '2011-12-30T11:00:00Z',
      [
        ['2011-12-29', 1],
        ['2011-12-31', 1],
      ],
    ],
    // It ends with the day.
    ['UTC', '2026-03-02T23:00:00Z', '2026-03-03T00:00:00Z', [['2026-03-02', 1]]],
    ['UTC', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z', [['2026-03-02', 0]]],
    ['UTC', '2026-03-02T09:00:00Z', '2026-03-02T08:00:00Z', [['2026-03-02', -1]]],
  ])('%s, %s to %s', (...[zone, from, to, expected]) => {
    const parts = splitAtDays(zoneClock(zone), span(from, to), EVER)

    expect(parts.map(({ day, fromMs, toMs }) => [day, (toMs - fromMs) / HOUR])).toEqual(expected)
  })

  it('and at those of the range', () => {
    const february = spanOf({ from: '2024-02-01', to: '2024-02-29' }, 'Europe/Madrid')
    const clock = zoneClock('Europe/Madrid')
    const days = (from: string, to: string) =>
      splitAtDays(clock, span(from, to), february).map(({ day, fromMs, toMs }) => [
        day,
        (toMs - fromMs) / HOUR,
      ])

    expect(days('2024-01-31T22:00:00Z', '2024-02-01T01:00:00Z')).toEqual([['2024-02-01', 2]])
    expect(days('2024-02-29T22:00:00Z', '2024-03-01T05:00:00Z')).toEqual([['2024-02-29', 1]])
    expect(days('2024-01-30T22:00:00Z', '2024-01-31T23:00:00Z')).toEqual([])
    expect(days('2024-02-29T23:00:00Z', '2024-02-29T23:00:00Z')).toEqual([])
  })

  it('into parts that add up to the whole, each within its day', () => {
    const zones = [
      'Europe/Madrid',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Africa/Casablanca',
    ]
    const start = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2030, 0, 1) })
    const length = fc.integer({ min: 1, max: 40 * 24 * HOUR })

    fc.assert(
      fc.property(fc.constantFrom(...zones), start, length, (zone, fromMs, ms) => {
        const clock = zoneClock(zone)
        const parts = splitAtDays(clock, { fromMs, toMs: fromMs + ms }, EVER)
        let at = fromMs
        for (const part of parts) {
          expect(part.fromMs).toBe(at)
          expect(part.fromMs).toBeGreaterThanOrEqual(clock.startOf(part.day))
          expect(part.toMs).toBeLessThanOrEqual(clock.startOf(addDays(part.day, 1)))
          at = part.toMs
        }
        expect(at).toBe(fromMs + ms)
      }),
      { numRuns: 500 },
    )
  })

  it('and each part says which it is', () => {
    const clock = zoneClock('Europe/Madrid')
    const names = (from: string, to: string) => {
      const interval = span(from, to)
      return splitAtDays(clock, interval, EVER).map(({ day }) => partName(clock, interval, day))
    }

    expect(names('2026-03-28T21:00:00Z', '2026-03-30T22:00:00Z')).toEqual(['1/3', '2/3', '3/3'])
    expect(names('2026-03-28T21:00:00Z', '2026-03-28T23:00:00Z')).toEqual([''])
    expect(names('2026-03-28T21:00:00Z', '2026-03-28T20:00:00Z')).toEqual([''])
  })
})
