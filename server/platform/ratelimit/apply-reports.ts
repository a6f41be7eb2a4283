import { settleBudget } from './apply-refusal.ts'
import { addArrival, removeArrival } from './arrivals.ts'
import { unbookUsed } from './hour.ts'
import type { Pace } from './pace.ts'
import type { RateRow } from './rate-row.ts'
import { expectedArrival, type SlotReport } from './slot.ts'

/** The row after it is known what became of slots. */
export function applyReports(
  row: RateRow,
  reports: readonly SlotReport[],
  at: { readonly nowMs: number; readonly pace: Pace },
): RateRow {
  if (reports.length === 0) return row
  return settleBudget(
    reports.reduce((before, report) => applyReport(before, report, at.pace), row),
    at.nowMs,
  )
}

function applyReport(row: RateRow, { slot, arrivedMs }: SlotReport, pace: Pace): RateRow {
  const others = removeArrival(row.arrivals, expectedArrival(slot, pace))
  if (arrivedMs === undefined) return { ...row, arrivals: others, hour: unbookUsed(row.hour, slot.minute, 1) }
  // Too old to be kept, or its place was taken by a newer one.
  if (others.length === row.arrivals.length) return row
  return { ...row, arrivals: addArrival(others, arrivedMs, pace) }
}
