import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideReservation, type Ask } from '../../../server/platform/ratelimit/decide-reservation.ts'
import { bookUsed, minuteOf } from '../../../server/platform/ratelimit/hour.ts'
import { paceOf } from '../../../server/platform/ratelimit/pace.ts'
import { newRateRow, type RateRow } from '../../../server/platform/ratelimit/rate-row.ts'
import { mostInWindow } from './releases.ts'

const pace = paceOf({ count: 50, ms: 1_000 })
const nowMs = 1_800_000_000_000
const moment = { nowMs, pace, leadMs: 5 }
const HOUR_MS = 3_600_000

function anAsk(over: Partial<Ask> = {}): Ask {
  return { kind: 'background', count: 5, perHour: undefined, ...over }
}

function aRow(over: Partial<RateRow> = {}): RateRow {
  return { ...newRateRow, nextAtMs: nowMs - 60_000, ...over }
}

describe('decideReservation', () => {
  it('grants a chunk evenly spaced, no earlier than it can be used', () => {
    const { reservation, row } = decideReservation(aRow(), anAsk(), moment)

    const times =
      reservation.outcome === 'granted' ? reservation.slots.map((slot) => slot.databaseMs - nowMs) : []
    expect(times.map((time) => Math.round(time * 10) / 10)).toEqual([5, 23, 41, 59, 77])
    expect(row.nextAtMs - nowMs).toBeCloseTo(5 + 5 * 18, 3)
  })

  it('puts background off while the queue is long, and lets interactive join it', () => {
    const row = aRow({ nextAtMs: nowMs + 100 })

    expect(decideReservation(row, anAsk(), moment).reservation).toEqual({
      outcome: 'later',
      atMs: nowMs + 20,
    })
    expect(
      decideReservation(row, anAsk({ kind: 'interactive', count: 1 }), moment).reservation,
    ).toMatchObject({
      outcome: 'granted',
      slots: [{ databaseMs: nowMs + 100 }],
    })
  })

  it('waits out a short block and turns away from a long one', () => {
    const short = decideReservation(aRow({ blockedUntilMs: nowMs + 2_000 }), anAsk(), moment)
    const long = decideReservation(aRow({ blockedUntilMs: nowMs + 90_000 }), anAsk(), moment)

    expect(short.reservation).toEqual({ outcome: 'later', atMs: nowMs + 2_000 })
    expect(long.reservation).toEqual({
      outcome: 'exhausted',
      resumesAtMs: nowMs + 90_000,
      waitMs: 90_000,
    })
  })

  it('puts interactive off too while what it would follow is not known yet', () => {
    const ask = anAsk({ kind: 'interactive', count: 1 })
    const { reservation } = decideReservation(aRow({ nextAtMs: nowMs + 1_000 }), ask, moment)

    expect(reservation).toEqual({ outcome: 'later', atMs: nowMs + 800 })
  })

  it('begins anew when the database clock was set back by hours', () => {
    const { reservation } = decideReservation(aRow({ nextAtMs: nowMs + HOUR_MS }), anAsk(), moment)

    expect(reservation).toMatchObject({ outcome: 'granted', nextAtMs: nowMs + 5 + 5 * pace.spacingMs })
  })

  it('keeps the last fifth of the hour for interactive requests', () => {
    const row = aRow({ hour: bookUsed(newRateRow.hour, minuteOf(nowMs), 24) })

    const background = decideReservation(row, anAsk({ perHour: 30 }), moment)
    const interactive = decideReservation(row, anAsk({ kind: 'interactive', perHour: 30, count: 9 }), moment)

    expect(background.reservation.outcome).toBe('exhausted')
    expect(interactive.reservation.outcome === 'granted' && interactive.reservation.slots.length).toBe(6)
  })

  it('honours a learned budget until it expires, and a setting before it', () => {
    const hour = bookUsed(newRateRow.hour, minuteOf(nowMs), 30)
    const learned = { perHour: 30, atMs: nowMs - HOUR_MS, untilMs: nowMs + 1 }
    const outcomeOf = (row: RateRow, perHour?: number) =>
      decideReservation(row, anAsk({ perHour }), moment).reservation.outcome

    expect(outcomeOf(aRow({ hour, learned }))).toBe('exhausted')
    expect(outcomeOf(aRow({ hour, learned: { ...learned, untilMs: nowMs } }))).toBe('granted')
    expect(outcomeOf(aRow({ hour, learned }), 100)).toBe('granted')
  })

  it('never lets more than the budget go in any sliding hour, and wastes at most a minute', () => {
    const step = fc.record({
      pauseMs: fc.oneof(fc.nat(200), fc.nat(120_000), fc.nat(40 * 60_000)),
      count: fc.integer({ min: 1, max: 5 }),
      lateMs: fc.nat(15),
      interactive: fc.boolean(),
      // Whoever was turned away comes back at the very moment that it was told.
      comesBack: fc.boolean(),
    })
    const pattern = fc.array(step, { minLength: 1, maxLength: 120 })

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), pattern, (perHour, steps) => {
        const releases: number[] = []
        let row = aRow()
        let atMs = nowMs
        let toldMs = nowMs
        for (const { pauseMs, count, lateMs, interactive, comesBack } of steps) {
          atMs = comesBack && toldMs > atMs ? toldMs : atMs + pauseMs
          const ask = anAsk({ kind: interactive ? 'interactive' : 'background', count, perHour })
          const { reservation, row: after } = decideReservation(row, ask, { ...moment, nowMs: atMs })
          row = after
          if (reservation.outcome === 'granted')
            releases.push(...reservation.slots.map((slot) => slot.databaseMs + lateMs))
          if (reservation.outcome !== 'exhausted') continue
          toldMs = reservation.resumesAtMs
          const resumed = decideReservation(row, ask, { ...moment, nowMs: toldMs })
          expect(resumed.reservation.outcome).toBe('granted')
          // Nobody is turned away for requests more than 61 minutes old, and two seconds for their way.
          const recent = releases.filter((time) => time > atMs - HOUR_MS - 62_000)
          if (interactive) expect(recent.length).toBeGreaterThanOrEqual(perHour)
        }
        expect(mostInWindow(releases, HOUR_MS)).toBeLessThanOrEqual(perHour)
      }),
    )
  })

  it('never spaces two slots closer than the pace, whoever asks', () => {
    const step = fc.record({
      pauseMs: fc.nat(60),
      count: fc.integer({ min: 1, max: 5 }),
      leadMs: fc.nat(200),
    })

    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 200 }), fc.boolean(), (steps, interactive) => {
        const times: number[] = []
        let row = aRow()
        let atMs = nowMs
        for (const { pauseMs, count, leadMs } of steps) {
          atMs += pauseMs
          const ask = anAsk({ count, kind: interactive ? 'interactive' : 'background' })
          const decided = decideReservation(row, ask, { nowMs: atMs, pace, leadMs })
          row = decided.row
          if (decided.reservation.outcome === 'granted')
            times.push(...decided.reservation.slots.map((slot) => slot.databaseMs))
        }
        const gaps = times.slice(1).map((time, index) => time - times[index]!)
        expect(Math.min(Infinity, ...gaps)).toBeGreaterThan(pace.spacingMs - 0.01)
      }),
    )
  })
})
