import type { RateRow } from './rate-row.ts'

export type RequestKind = 'interactive' | 'background'

export interface HourlyBudget {
  /** Undefined: no hourly limit is known. */
  readonly perHour: number | undefined
  readonly source: 'setting' | 'learned' | 'none'
}

const RESERVED_SHARE = 0.2
const RESERVED_LEAST = 2

/** A setting wins; what was learned counts until it expires. */
export function budgetOf(row: RateRow, setting: number | undefined, nowMs: number): HourlyBudget {
  if (setting !== undefined) return { perHour: setting, source: 'setting' }
  if (row.learned !== undefined && row.learned.untilMs > nowMs)
    return { perHour: row.learned.perHour, source: 'learned' }
  return { perHour: undefined, source: 'none' }
}

/** The last fifth is kept for people; background work keeps at least one request an hour, or it would never end. */
export function allowanceOf(perHour: number, kind: RequestKind): number {
  if (kind === 'interactive') return perHour
  return Math.max(1, perHour - Math.max(RESERVED_LEAST, Math.ceil(perHour * RESERVED_SHARE)))
}
