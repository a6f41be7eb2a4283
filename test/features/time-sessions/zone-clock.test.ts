import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../server/features/time-sessions/calendar-day.ts'
import { zoneClock } from '../../../server/features/time-sessions/zone-clock.ts'

// Both days on which the clocks are set, as published for 2026 (America/Sao_Paulo: 2018, the last year that it had them).
const DAYS: readonly (readonly [string, string, string, number])[] = [
  ['Europe/Madrid', '2026-03-29', '2026-03-28T23:00:00Z', 23],
  ['Europe/Madrid', '2026-10-25', '2026-10-24T22:00:00Z', 25],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 23],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', 24.5],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00Z', 23.5],
  // The clocks skip midnight: the day begins at one.
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', 23],
  // They are set back at midnight: the day before has the hour twice.
  ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', 25],
  ['Africa/Casablanca', '2026-02-15', '2026-02-14T23:00:00Z', 25],
  ['Africa/Casablanca', '2026-03-22', '2026-03-22T00:00:00Z', 23],
  // Left out by the zone.
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z', 0],
  ['Asia/Kolkata', '2026-01-01', '2025-12-31T18:30:00Z', 24],
  ['UTC', '2024-02-29', '2024-02-29T00:00:00Z', 24],
]
const ZONES = [...new Set(DAYS.map(([zone]) => zone)), 'America/Havana', 'America/St_Johns', 'Asia/Kathmandu']

describe('the clock of a zone', () => {
  it.each(DAYS)('%s: %s begins at %s and has %d hours', (...[zone, day, start, hours]) => {
    const clock = zoneClock(zone)
    const from = clock.startOf(day)

    expect(new Date(from).toISOString()).toBe(start.replace('Z', '.000Z'))
    expect((clock.startOf(addDays(day, 1)) - from) / 3_600_000).toBe(hours)
  })

  it('knows of every instant the day that it is in', () => {
    const instant = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2037, 0, 1) })

    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, atMs) => {
        const clock = zoneClock(zone)
        const day = clock.dayOf(atMs)

        expect(clock.startOf(day)).toBeLessThanOrEqual(atMs)
        expect(clock.startOf(addDays(day, 1))).toBeGreaterThan(atMs)
      }),
      { numRuns: 2_000 },
    )
  })

  it('shows what Intl shows', () => {
    const instant = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2037, 0, 1) })
    const formats = new Map(
      ZONES.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
      ]),
    )

    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, atMs) => {
        const shown = new Date(zoneClock(zone).localMs(atMs)).toISOString()
        expect(shown.slice(0, 19).replace('T', ' ')).toBe(formats.get(zone)!.format(atMs))
      }),
      { numRuns: 2_000 },
    )
  })
})
