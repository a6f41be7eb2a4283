import type { Arrivals } from './arrivals.ts'
import { emptyHour, type Hour } from './hour.ts'

/** What all processes share about one workspace. Times are milliseconds of the database's clock. */
export interface RateRow {
  /** The earliest next slot, as far as the spacing goes. */
  readonly nextAtMs: number
  readonly arrivals: Arrivals
  readonly blockedUntilMs: number | undefined
  /** Blocks in a row without a success in between. */
  readonly refusals: number
  readonly learned: LearnedBudget | undefined
  readonly hour: Hour
}

export interface LearnedBudget {
  readonly perHour: number
  readonly atMs: number
  readonly untilMs: number
}

export const newRateRow: RateRow = {
  nextAtMs: 0,
  arrivals: [],
  blockedUntilMs: undefined,
  refusals: 0,
  learned: undefined,
  hour: emptyHour,
}

export function isBlocked(row: RateRow, nowMs: number): boolean {
  return row.blockedUntilMs !== undefined && row.blockedUntilMs > nowMs
}
