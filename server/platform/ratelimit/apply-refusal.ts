import { bookRefused, minuteOf, passedWithinHour } from './hour.ts'
import { isBlocked, type LearnedBudget, type RateRow } from './rate-row.ts'

export interface Refusal {
  readonly nowMs: number
  readonly retryAfterMs: number | undefined
  readonly learnsHourly: boolean
}

const LONGEST_BACKOFF_MS = 60_000
// Whatever the other side asks for, an hour later we look again.
const LONGEST_BLOCK_MS = 3_600_000
const HOUR_MS = 3_600_000
// A Retry-After this long is no matter of requests per second.
const HOURLY_RETRY_AFTER_MS = 60_000
// Without one: this many blocks in a row (31 s of refusals) after this few requests.
const HOURLY_REFUSALS = 5
const HOURLY_MOST_PASSED = 500
// While refusals of requests under way and unused slots still come in, the count behind a new budget is corrected.
const SETTLES_MS = 10_000
// A block this long ago says nothing about the next one.
const FORGOTTEN_MS = 600_000

/** How long a workspace pauses after so many blocks in a row, if the other side does not say. */
export function blockMsOf(retryAfterMs: number | undefined, refusals: number): number {
  if (retryAfterMs !== undefined && retryAfterMs > 0) return Math.min(LONGEST_BLOCK_MS, retryAfterMs)
  return Math.min(LONGEST_BACKOFF_MS, 1_000 * 2 ** (refusals - 1))
}

/** The row after a 429: blocked for a while, and with a budget if the refusal looks like an hourly one. */
export function applyRefusal(row: RateRow, refusal: Refusal): RateRow {
  const { nowMs } = refusal
  const refusals = refusalsInRow(row, nowMs)
  const counted = {
    ...row,
    refusals,
    blockedUntilMs: blockedUntil(row, refusal, refusals),
    hour: bookRefused(row.hour, minuteOf(nowMs)),
  }
  return refusal.learnsHourly && looksHourly(counted, refusal)
    ? learn(counted, refusal)
    : settleBudget(counted, nowMs)
}

function refusalsInRow(row: RateRow, nowMs: number): number {
  // Requests that were under way together are refused together; that is one block.
  if (isBlocked(row, nowMs)) return row.refusals
  return nowMs - (row.blockedUntilMs ?? 0) > FORGOTTEN_MS ? 1 : row.refusals + 1
}

function blockedUntil(row: RateRow, refusal: Refusal, refusals: number): number | undefined {
  const isAsked = (refusal.retryAfterMs ?? 0) > 0
  if (!isAsked && isBlocked(row, refusal.nowMs)) return row.blockedUntilMs
  return Math.max(row.blockedUntilMs ?? 0, refusal.nowMs + blockMsOf(refusal.retryAfterMs, refusals))
}

function looksHourly(row: RateRow, refusal: Refusal): boolean {
  if ((refusal.retryAfterMs ?? 0) > HOURLY_RETRY_AFTER_MS) return true
  return row.refusals >= HOURLY_REFUSALS && passedWithinHour(row.hour, refusal.nowMs) <= HOURLY_MOST_PASSED
}

/** Clear evidence is believed for a day, a guess for an hour; then a higher rate is tried again. */
function learn(row: RateRow, refusal: Refusal): RateRow {
  const isClear = (refusal.retryAfterMs ?? 0) > HOURLY_RETRY_AFTER_MS
  const learned: LearnedBudget = {
    perHour: atMost(row, refusal.nowMs),
    atMs: refusal.nowMs,
    untilMs: refusal.nowMs + (isClear ? 24 : 1) * HOUR_MS,
  }
  return { ...row, learned }
}

/** Corrects a budget that was learned a moment ago by what has become known since. */
export function settleBudget(row: RateRow, nowMs: number): RateRow {
  const { learned } = row
  if (learned === undefined || nowMs - learned.atMs > SETTLES_MS || !isBlocked(row, nowMs)) return row
  return { ...row, learned: { ...learned, perHour: atMost(row, nowMs) } }
}

function atMost(row: RateRow, nowMs: number): number {
  const passed = Math.max(1, passedWithinHour(row.hour, nowMs))
  const known = row.learned !== undefined && row.learned.untilMs > nowMs ? row.learned.perHour : Infinity
  return Math.min(known, passed)
}
