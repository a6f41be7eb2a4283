import type { Clock } from '../../shared/clock.ts'
import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { alongWithNext, inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import { applyRefusal } from './apply-refusal.ts'
import { applyReports } from './apply-reports.ts'
import { writeBlockNotice } from './block-notice.ts'
import type { DatabaseClock } from './database-clock.ts'
import { decideReservation, type Ask, type Reservation } from './decide-reservation.ts'
import { createLead } from './lead.ts'
import { LATE_MS, type Pace } from './pace.ts'
import {
  announceBlock,
  insertRateRow,
  lockRateRow,
  updateRateRow,
  type RateReading,
  type RateTarget,
} from './rate-limit.store.ts'
import type { SlotReport } from './slot.ts'

type Workspace = Pick<WorkspaceScope, 'workspaceId'>

/** What a lane tells with everything that it asks. */
interface FromLane {
  readonly pace: Pace
  readonly reports: readonly SlotReport[]
}

/** The shared row of each workspace for one service, changed under its lock. */
export interface Ledger {
  reserve(scope: Workspace, ask: Ask, from: FromLane): Promise<Reservation>
  report(scope: Workspace, from: FromLane): Promise<void>
  /** Tells every process of a block before it is written. */
  announce(scope: Workspace, untilMs: number): Promise<void>
  /** Blocks the workspace in every process until then, on the database's clock. */
  refuse(
    scope: Workspace,
    retryAfterMs: number | undefined,
  ): Promise<{ readonly untilMs: number; readonly isLearned: boolean }>
}

interface LedgerDeps {
  readonly db: Db
  readonly clock: Clock
  readonly databaseClock: DatabaseClock
  readonly service: string
  /** False: however the service refuses, it counts by no hour. */
  readonly learnsHourly: boolean
}

export function createLedger(deps: LedgerDeps): Ledger {
  const { service, learnsHourly } = deps
  const targetOf = ({ workspaceId }: Workspace): RateTarget => ({ workspaceId, service })
  const lead = createLead(LATE_MS)
  return {
    reserve: async (scope, ask, { pace, reports }) => {
      const { reservation, nowMs } = await inWorkspace(deps.db, scope, async (tx) => {
        const reading = await readLocked(deps, tx, scope)
        const moment = { nowMs: reading.nowMs, pace, leadMs: lead.currentMs(ask.kind) }
        const decided = decideReservation(applyReports(reading.row, reports, moment), ask, moment)
        if (decided.row !== reading.row)
          await alongWithNext(tx, () => updateRateRow(tx, targetOf(scope), decided.row))
        return { reservation: decided.reservation, nowMs: reading.nowMs }
      })
      if (reservation.outcome === 'granted')
        lead.observe(deps.clock.monotonicMs() - deps.databaseClock.toMonotonic(nowMs))
      return reservation
    },

    report: (scope, { pace, reports }) =>
      inWorkspace(deps.db, scope, async (tx) => {
        const { row, nowMs } = await readLocked(deps, tx, scope)
        const reported = applyReports(row, reports, { nowMs, pace })
        await alongWithNext(tx, () => updateRateRow(tx, targetOf(scope), reported))
      }),

    announce: ({ workspaceId }, untilMs) =>
      announceBlock(deps.db, writeBlockNotice({ service, workspaceId, untilMs })),

    refuse: (scope, retryAfterMs) =>
      inWorkspace(deps.db, scope, async (tx) => {
        const { row, nowMs } = await readLocked(deps, tx, scope)
        const refused = applyRefusal(row, { nowMs, retryAfterMs, learnsHourly })
        await alongWithNext(tx, () => updateRateRow(tx, targetOf(scope), refused))
        const untilMs = refused.blockedUntilMs ?? nowMs
        await announceBlock(tx, writeBlockNotice({ service, workspaceId: scope.workspaceId, untilMs }))
        return { untilMs, isLearned: (refused.learned?.untilMs ?? 0) > nowMs }
      }),
  }
}

async function readLocked(deps: LedgerDeps, tx: Tx, scope: Workspace): Promise<RateReading> {
  const known = await readWithClock(deps, tx, scope)
  if (known !== undefined) return known
  await insertRateRow(tx, { ...scope, service: deps.service })
  const fresh = await readWithClock(deps, tx, scope)
  if (fresh === undefined) throw notFound('workspace', scope.workspaceId)
  return fresh
}

async function readWithClock(deps: LedgerDeps, tx: Tx, scope: Workspace): Promise<RateReading | undefined> {
  const sentMs = deps.clock.monotonicMs()
  const reading = await lockRateRow(tx, { ...scope, service: deps.service })
  const receivedMs = deps.clock.monotonicMs()
  if (reading !== undefined) deps.databaseClock.observe({ sentMs, receivedMs, databaseMs: reading.nowMs })
  return reading
}
