import type { Clock } from '../../shared/clock.ts'
import { notFound } from '../../shared/errors.ts'
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
} from './rate-limit.store.ts'
import type { RateTarget } from './rate-target.ts'
import type { SlotReport } from './slot.ts'

/** Undefined bucket: the service as a whole. */
export type Asked = Omit<RateTarget, 'service'>

/** What a lane tells with everything that it asks. */
interface FromLane {
  readonly pace: Pace
  readonly reports: readonly SlotReport[]
}

/** The shared rows of each workspace for one service, changed under their locks. */
export interface Ledger {
  reserve(asked: Asked, ask: Ask, from: FromLane): Promise<Reservation>
  report(asked: Asked, from: FromLane): Promise<void>
  /** Tells every process of a block before it is written. */
  announce(asked: Asked, untilMs: number): Promise<void>
  /** Blocks these requests in every process until then, on the database's clock. */
  refuse(
    asked: Asked,
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
  const targetOf = ({ workspaceId, bucket }: Asked): RateTarget => ({ workspaceId, service, bucket })
  const lead = createLead(LATE_MS)
  return {
    reserve: async (asked, ask, { pace, reports }) => {
      const { reservation, nowMs } = await inWorkspace(deps.db, asked, async (tx) => {
        const reading = await readLocked(deps, tx, targetOf(asked))
        const moment = { nowMs: reading.nowMs, pace, leadMs: lead.currentMs(ask.kind) }
        const decided = decideReservation(applyReports(reading.row, reports, moment), ask, moment)
        if (decided.row !== reading.row)
          await alongWithNext(tx, () => updateRateRow(tx, targetOf(asked), decided.row))
        return { reservation: decided.reservation, nowMs: reading.nowMs }
      })
      if (reservation.outcome === 'granted')
        lead.observe(deps.clock.monotonicMs() - deps.databaseClock.toMonotonic(nowMs))
      return reservation
    },

    report: (asked, { pace, reports }) =>
      inWorkspace(deps.db, asked, async (tx) => {
        const { row, nowMs } = await readLocked(deps, tx, targetOf(asked))
        const reported = applyReports(row, reports, { nowMs, pace })
        await alongWithNext(tx, () => updateRateRow(tx, targetOf(asked), reported))
      }),

    announce: (asked, untilMs) => announceBlock(deps.db, writeBlockNotice({ ...targetOf(asked), untilMs })),

    refuse: (asked, retryAfterMs) =>
      inWorkspace(deps.db, asked, async (tx) => {
        const { row, nowMs } = await readLocked(deps, tx, targetOf(asked))
        const refused = applyRefusal(row, { nowMs, retryAfterMs, learnsHourly })
        await alongWithNext(tx, () => updateRateRow(tx, targetOf(asked), refused))
        const untilMs = refused.blockedUntilMs ?? nowMs
        await announceBlock(tx, writeBlockNotice({ ...targetOf(asked), untilMs }))
        return { untilMs, isLearned: (refused.learned?.untilMs ?? 0) > nowMs }
      }),
  }
}

async function readLocked(deps: LedgerDeps, tx: Tx, target: RateTarget): Promise<RateReading> {
  const known = await readWithClock(deps, tx, target)
  if (known !== undefined) return known
  await insertRateRow(tx, target)
  const fresh = await readWithClock(deps, tx, target)
  if (fresh === undefined) throw notFound('workspace', target.workspaceId)
  return fresh
}

async function readWithClock(deps: LedgerDeps, tx: Tx, target: RateTarget): Promise<RateReading | undefined> {
  const sentMs = deps.clock.monotonicMs()
  const reading = await lockRateRow(tx, target)
  const receivedMs = deps.clock.monotonicMs()
  if (reading !== undefined) deps.databaseClock.observe({ sentMs, receivedMs, databaseMs: reading.nowMs })
  return reading
}
