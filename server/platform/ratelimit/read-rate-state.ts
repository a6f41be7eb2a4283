import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { budgetOf, type HourlyBudget } from './budget.ts'
import { usedWithinHour } from './hour.ts'
import { findRateRow } from './rate-limit.store.ts'
import { isBlocked, newRateRow } from './rate-row.ts'

/** Times are the database's. */
export interface RateState {
  /** Undefined: the next request may leave at once. */
  readonly nextAt: Date | undefined
  readonly blockedUntil: Date | undefined
  readonly usedThisHour: number
  readonly perHour: number | undefined
  readonly source: HourlyBudget['source']
}

export async function readRateState(
  { db, service }: { readonly db: Db; readonly service: string },
  scope: WorkspaceScope,
  setting: number | undefined,
): Promise<RateState> {
  const reading = await inWorkspaceAtOnce(db, scope, (tx) =>
    findRateRow(tx, { workspaceId: scope.workspaceId, service }),
  )
  const { row, nowMs } = reading ?? { row: newRateRow, nowMs: 0 }
  return {
    nextAt: row.nextAtMs > nowMs ? new Date(row.nextAtMs) : undefined,
    blockedUntil:
      row.blockedUntilMs !== undefined && isBlocked(row, nowMs) ? new Date(row.blockedUntilMs) : undefined,
    usedThisHour: usedWithinHour(row.hour, nowMs),
    ...budgetOf(row, setting, nowMs),
  }
}
