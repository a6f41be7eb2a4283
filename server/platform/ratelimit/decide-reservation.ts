import { allowanceOf, budgetOf, type RequestKind } from './budget.ts'
import { bookUsed, minuteOf, roomAt, usedWithinHour } from './hour.ts'
import type { Pace } from './pace.ts'
import { isBlocked, type RateRow } from './rate-row.ts'

export interface Ask {
  readonly kind: RequestKind
  readonly count: number
  /** The workspace's setting. */
  readonly perHour: number | undefined
}

export interface Slot {
  readonly databaseMs: number
  /** The minute of the hourly count that it was booked in. */
  readonly minute: number
}

/** Times are milliseconds of the database's clock. */
export type Reservation =
  | { readonly outcome: 'granted'; readonly slots: readonly Slot[]; readonly nextAtMs: number }
  | { readonly outcome: 'later'; readonly atMs: number }
  | { readonly outcome: 'exhausted'; readonly resumesAtMs: number; readonly waitMs: number }

/** Waiting longer than this is the caller's business. */
const LONGEST_WAIT_MS = 20_000
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

  const queueMs = row.nextAtMs - nowMs > CLOCK_STEP_MS ? 0 : row.nextAtMs - nowMs
  if (queueMs > LONGEST_WAIT_MS) return { reservation: exhausted(row.nextAtMs, nowMs), row }
  if (ask.kind === 'background' && queueMs > pace.horizonMs)
    return { reservation: { outcome: 'later', atMs: row.nextAtMs - pace.horizonMs }, row }
  const startMs = nowMs + Math.max(queueMs, at.leadMs)
  return grant(row, { startMs, count: Math.min(ask.count, room), spacingMs: pace.spacingMs })
}

function grant(
  row: RateRow,
  run: { readonly startMs: number; readonly count: number; readonly spacingMs: number },
): { readonly reservation: Reservation; readonly row: RateRow } {
  const nextAtMs = run.startMs + run.count * run.spacingMs
  const minute = minuteOf(nextAtMs + ARRIVAL_MS)
  const slots = Array.from({ length: run.count }, (_, index) => ({
    databaseMs: run.startMs + index * run.spacingMs,
    minute,
  }))
  return {
    reservation: { outcome: 'granted', slots, nextAtMs },
    row: { ...row, nextAtMs, hour: bookUsed(row.hour, minute, run.count) },
  }
}

function putOff(untilMs: number, nowMs: number): Reservation {
  if (untilMs - nowMs > LONGEST_WAIT_MS) return exhausted(untilMs, nowMs)
  return { outcome: 'later', atMs: untilMs }
}

function exhausted(resumesAtMs: number, nowMs: number): Reservation {
  return { outcome: 'exhausted', resumesAtMs, waitMs: resumesAtMs - nowMs }
}
