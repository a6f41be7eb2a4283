import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyReports } from '../../../server/platform/ratelimit/apply-reports.ts'
import { addArrival, removeArrival, roomAfter } from '../../../server/platform/ratelimit/arrivals.ts'
import { decideReservation } from '../../../server/platform/ratelimit/decide-reservation.ts'
import { paceOf, type Pace } from '../../../server/platform/ratelimit/pace.ts'
import { newRateRow, type RateRow } from '../../../server/platform/ratelimit/rate-row.ts'
import type { SlotReport } from '../../../server/platform/ratelimit/slot.ts'
import { mostInWindow } from './releases.ts'

const startMs = 1_800_000_000_000
const threeASecond = { window: { count: 3, ms: 1_000 } }

describe('arrivals', () => {
  it('leave room a window after the oldest of a full one', () => {
    const two = addArrival(addArrival([], 200, threeASecond), 100, threeASecond)
    const four = addArrival(addArrival(two, 300, threeASecond), 400, threeASecond)

    expect([two, roomAfter(two, threeASecond)]).toEqual([[200, 100], 0])
    expect([four, roomAfter(four, threeASecond)]).toEqual([[400, 300, 200], 1_200])
    expect(removeArrival(removeArrival(four, 300), 7)).toEqual([400, 200])
  })
})

/** Callers that always wait, over one shared row: every 50 ms an ask, which also tells of the requests that have arrived. */
function arrivalsOf(pace: Pace, latenessMs: readonly number[]): number[] {
  let row: RateRow = newRateRow
  let pending: (SlotReport & { readonly arrivedMs: number })[] = []
  const all: number[] = []
  for (let nowMs = startMs; all.length < latenessMs.length; nowMs += 50) {
    const known = pending.filter(({ arrivedMs }) => arrivedMs <= nowMs)
    pending = pending.filter(({ arrivedMs }) => arrivedMs > nowMs)
    const at = { nowMs, pace, leadMs: 5 }
    const ask = { kind: 'interactive', count: pace.chunk, perHour: undefined } as const
    const decided = decideReservation(applyReports(row, known, at), ask, at)
    row = decided.row
    if (decided.reservation.outcome !== 'granted') continue
    for (const slot of decided.reservation.slots) {
      const arrivedMs = slot.databaseMs + (latenessMs[all.length] ?? 0)
      all.push(arrivedMs)
      pending.push({ slot, arrivedMs })
    }
  }
  return all
}

describe('the pace', () => {
  it('keeps to the limit in any second, however late requests arrive', () => {
    const late = fc.oneof({ weight: 4, arbitrary: fc.nat(10) }, { weight: 1, arbitrary: fc.nat(400) })

    fc.assert(
      fc.property(fc.array(late, { minLength: 60, maxLength: 400 }), (latenessMs) => {
        expect(
          mostInWindow(arrivalsOf(paceOf({ count: 50, ms: 1_000 }), latenessMs), 1_000),
        ).toBeLessThanOrEqual(50)
      }),
    )
  })

  it('keeps to the limit of a somewhat shorter time where a request arrives later than can be known, up to that difference', () => {
    const unknownMs = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), {
      minLength: 120,
      maxLength: 300,
    })

    fc.assert(
      fc.property(unknownMs, (later) => {
        const known = arrivalsOf(
          paceOf({ count: 50, ms: 1_005 }),
          later.map(() => 3),
        )
        const times = known.map((time, index) => time + (later[index] ?? 0)).sort((a, b) => a - b)
        expect(mostInWindow(times, 1_000)).toBeLessThanOrEqual(50)
      }),
    )
  })

  it.each([1, 50, 70, 150, 500])(
    'uses 97 of 100 parts of %i a second when requests arrive a little late',
    (perSecond) => {
      const pace = paceOf({ count: perSecond, ms: 1_000 })
      const times = arrivalsOf(
        pace,
        Array.from({ length: perSecond * 20 }, () => pace.window.ms * 0.02),
      )

      const rate = ((times.length - 1) * 1_000) / (times.at(-1)! - times[0]!)
      expect(rate).toBeGreaterThanOrEqual(perSecond * 0.97)
      expect(mostInWindow(times, 1_000)).toBeLessThanOrEqual(perSecond)
    },
  )

  it.each([
    [10, 0.97],
    [100, 0.97],
    // Ten windows of 600 ms, of which each loses the time that its requests are late.
    [1_000, 0.94],
  ])('spreads %i in six seconds over them and uses a share of %d', (count, share) => {
    const pace = paceOf({ count, ms: 6_000 })
    const times = arrivalsOf(
      pace,
      Array.from({ length: count * 8 }, () => 30),
    )

    const rate = ((times.length - 1) * 6_000) / (times.at(-1)! - times[0]!)
    expect(rate).toBeGreaterThanOrEqual(count * share)
    expect(mostInWindow(times, 6_000)).toBeLessThanOrEqual(count)
    // Ten such windows are the minute that ClickUp counts.
    expect(mostInWindow(times, 60_000)).toBeLessThanOrEqual(count * 10)
  })
})
