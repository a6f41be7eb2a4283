import { addArrival, roomAfter } from './arrivals.ts'
import { allowanceOf, budgetOf, type RequestKind } from './budget.ts'
import { bookUsed, minuteOf, roomAt, usedWithinHour } from './hour.ts'
import type { Pace } from './pace.ts'
import { isBlocked, type RateRow } from './rate-row.ts'
import { expectedArrival, type Slot } from './slot.ts'

export interface Ask {
  readonly kind: RequestKind
  readonly count: number
  /** The workspace's setting. */
  readonly perHour: number | undefined
}

/** Times are milliseconds of the database's clock. */
export type Reservation =
  | { readonly outcome: 'granted'; readonly slots: readonly Slot[]; readonly nextAtMs: number }
  | { readonly outcome: 'later'; readonly atMs: number }
  | { readonly outcome: 'exhausted'; readonly resumesAtMs: number; readonly waitMs: number }

/** Waiting longer than this is the caller's business. */
export const LONGEST_WAIT_MS = 20_000
// A queue this long can only mean that the database's clock was set back.
const CLOCK_STEP_MS = 600_000
// A request may reach the other side this long after its slot; it is booked in the minute of its arrival.
const ARRIVAL_MS = 1_000

interface Moment {
  readonly nowMs: number
  readonly pace: Pace
  /** No slot is earlier than this after now: it could not be used in time. */
  readonly leadMs: number
}

/** What an ask gets, and the row after it. */
export function decideReservation(
  row: RateRow,
  ask: Ask,
  at: Moment,
): { readonly reservation: Reservation; readonly row: RateRow } {
  const { nowMs, pace } = at
  if (row.blockedUntilMs !== undefined && isBlocked(row, nowMs))
    return { reservation: putOff(row.blockedUntilMs, nowMs), row }

  const { perHour } = budgetOf(row, ask.perHour, nowMs)
  const limit = perHour === undefined ? Infinity : allowanceOf(perHour, ask.kind)
  const room = limit - usedWithinHour(row.hour, nowMs)
  if (room <= 0) return { reservation: exhausted(roomAt(row.hour, limit, nowMs), nowMs), row }

  const nextMs = nextSlotAt(row, pace)
  const queueMs = nextMs - nowMs
  if (queueMs > CLOCK_STEP_MS) return decideReservation({ ...row, nextAtMs: nowMs, arrivals: [] }, ask, at)
  const horizonMs = pace.horizonMs[ask.kind]
  if (queueMs > horizonMs) return { reservation: { outcome: 'later', atMs: nextMs - horizonMs }, row }
  const startMs = nowMs + Math.max(queueMs, at.leadMs)
  return grant({ ...row, nextAtMs: startMs }, Math.min(ask.count, room), pace)
}

/** Apart from the slot before, and as many as the limit only within each window. */
function nextSlotAt(row: RateRow, pace: Pace): number {
  return Math.max(row.nextAtMs, roomAfter(row.arrivals, pace))
}

function grant(
  from: RateRow,
  count: number,
  pace: Pace,
): { readonly reservation: Reservation; readonly row: RateRow } {
  const times: number[] = []
  let { nextAtMs, arrivals } = from
  while (times.length < count) {
    const databaseMs = Math.max(nextAtMs, roomAfter(arrivals, pace))
    times.push(databaseMs)
    arrivals = addArrival(arrivals, expectedArrival({ databaseMs }, pace), pace)
    nextAtMs = databaseMs + pace.spacingMs
  }
  const minute = minuteOf(nextAtMs + ARRIVAL_MS)
  const slots = times.map((databaseMs) => ({ databaseMs, minute }))
  const row = { ...from, nextAtMs, arrivals, hour: bookUsed(from.hour, minute, count) }
  return { reservation: { outcome: 'granted', slots, nextAtMs: nextSlotAt(row, pace) }, row }
}

function putOff(untilMs: number, nowMs: number): Reservation {
  if (untilMs - nowMs > LONGEST_WAIT_MS) return exhausted(untilMs, nowMs)
  return { outcome: 'later', atMs: untilMs }
}

function exhausted(resumesAtMs: number, nowMs: number): Reservation {
  return { outcome: 'exhausted', resumesAtMs, waitMs: resumesAtMs - nowMs }
}
