import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayIn,
  instantOf,
  isDay,
  isZone,
  localIn,
  monthOf,
  startOfDay,
  weekOf,
} from '../../../ui/src/screens/time/zoned.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

describe('instantOf', () => {
  it.each([
    ['2026-11-26T09:00:00', 'UTC', '2026-11-26T09:00:00.000Z'],
    ['2026-11-26T09:00:00', 'Europe/Madrid', '2026-11-26T08:00:00.000Z'],
    ['2026-07-01T09:00', 'America/New_York', '2026-07-01T13:00:00.000Z'],
    ['2026-01-01T00:30:00', 'Asia/Kathmandu', '2025-12-31T18:45:00.000Z'],
    // Twice on the day when clocks go back: the first of the two.
    ['2026-10-25T02:30:00', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-04-05T02:30:00', 'Australia/Sydney', '2026-04-04T15:30:00.000Z'],
    // Left out on the day when they go forward: as much later.
    ['2026-03-29T02:30:00', 'Europe/Madrid', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-10-04T02:30:00', 'Australia/Sydney', '2026-10-03T16:30:00.000Z'],
  ])('of %s in %s is %s', (local, zone, expected) => {
    expect(iso(instantOf(local, zone))).toBe(expected)
  })

  it.each([
    ['Europe/Madrid', ['2026-03-29', '2026-10-25']],
    ['America/New_York', ['2026-03-08', '2026-11-01']],
    ['Australia/Sydney', ['2026-04-05', '2026-10-04']],
  ])('is the way back from localIn in %s, every half hour around both changes', (zone, days) => {
    for (const day of days) {
      const middle = Date.parse(`${day}T00:00:00Z`)
      for (let ms = middle - 86_400_000; ms < middle + 2 * 86_400_000; ms += 1_800_000)
        // Only the second of two equal times leads to another moment, an hour before.
        expect([0, 3_600_000]).toContain(ms - instantOf(localIn(ms, zone), zone))
    }
  })

  it('of what is no time is no number', () => {
    expect(instantOf('', 'Europe/Madrid')).toBeNaN()
  })
})

describe('days', () => {
  it('begin by the clock of the zone, also where they have 23 or 25 hours', () => {
    const length = (day: string): number =>
      (startOfDay(addDays(day, 1), 'Europe/Madrid') - startOfDay(day, 'Europe/Madrid')) / 3_600_000
    expect([length('2026-03-29'), length('2026-10-25'), length('2026-10-26')]).toEqual([23, 25, 24])
  })

  it('are those of the zone', () => {
    const ms = Date.UTC(2026, 11, 31, 23, 30)
    expect([dayIn(ms, 'UTC'), dayIn(ms, 'Asia/Tokyo')]).toEqual(['2026-12-31', '2027-01-01'])
  })

  it('go on over ends of months and leap days', () => {
    expect([addDays('2028-02-28', 1), addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual([
      '2028-02-29',
      '2027-01-01',
      '2026-02-28',
    ])
  })

  it.each([
    ['monday', '2026-11-23'],
    ['sunday', '2026-11-22'],
    ['saturday', '2026-11-21'],
  ] as const)('are in a week that begins on %s', (weekStart, expected) => {
    expect(weekOf('2026-11-26', weekStart)).toBe(expected)
    expect(weekOf(expected, weekStart)).toBe(expected)
  })

  it('are in a month, and so many months from it', () => {
    expect([monthOf('2026-11-26'), monthOf('2026-01-31', -1), monthOf('2026-12-01', 1)]).toEqual([
      '2026-11-01',
      '2025-12-01',
      '2027-01-01',
    ])
  })

  it.each(['2026-02-30', '2026-2-3', '', '2026-11-26T00:00'])('are not %j', (text) => {
    expect(isDay(text)).toBe(false)
  })
})

describe('isZone', () => {
  it('knows zones from other words', () => {
    expect(['UTC', 'Europe/Madrid', 'Mars/Base', ''].map(isZone)).toEqual([true, true, false, false])
  })
})
