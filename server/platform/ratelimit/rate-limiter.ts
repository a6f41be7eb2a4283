import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Startable } from '../../shared/startable.ts'
import type { DatabaseHandle, Unlisten } from '../../storage/database.ts'
import { inWorkspaceAtOnce } from '../../storage/db.ts'
import { blockMsOf } from './apply-refusal.ts'
import { blockChannel, readBlockNotice } from './block-notice.ts'
import type { RequestKind } from './budget.ts'
import { createDatabaseClock } from './database-clock.ts'
import type { AcquireOptions } from './lane.ts'
import { createLanes } from './lanes.ts'
import { createLedger, type Asked } from './ledger.ts'
import type { Rate } from './pace.ts'
import { resetRefusals } from './rate-limit.store.ts'
import { readRateState, type RateState } from './read-rate-state.ts'
import { systemWakeUp, type WakeUp } from './wake-up.ts'
import type { Permit } from './waiting-line.ts'

interface RateLimiterDeps {
  readonly database: DatabaseHandle
  readonly clock: Clock
  readonly log: Log
  /** Whom the requests go to; each service of a workspace has a row of its own. */
  readonly service: string
  /** Of each workspace, over all processes, unless whoever asks knows another. */
  readonly rate: Rate
  /** Whether refusals may tell of a budget by the hour. */
  readonly learnsHourly: boolean
  readonly observe?: (waitMs: number, kind: RequestKind) => void
  /** A 429; `learned` when an hourly budget holds because of it. */
  readonly observeRefusal?: (learned: boolean) => void
  readonly wakeUp?: WakeUp
}

/** This process's callers without a slot, its unused slots, and the workspaces that are held back. */
export interface LimiterLoad {
  readonly waiting: number
  readonly slots: number
  readonly blocked: number
}

export function sumLoads(limiters: readonly Pick<RateLimiter, 'load'>[]): LimiterLoad {
  const loads = limiters.map((limiter) => limiter.load())
  const sum = (of: keyof LimiterLoad): number => loads.reduce((total, load) => total + load[of], 0)
  return { waiting: sum('waiting'), slots: sum('slots'), blocked: sum('blocked') }
}

export interface RateLimiter {
  /**
   * Resolves when one request of the workspace may leave, at once if none may for long. `rate`: what is known of this workspace's own.
   * `bucket`: requests that the service counts apart from all others.
   */
  acquire(
    scope: WorkspaceScope,
    options: AcquireOptions & { readonly rate?: Rate; readonly bucket?: string | undefined },
  ): Promise<Permit>
  /** After a 429: holds the bucket's requests back in every process, or all of the workspace's. */
  refused(
    scope: WorkspaceScope,
    answer: { readonly retryAfterMs: number | undefined; readonly bucket?: string | undefined },
  ): Promise<void>
  /** After any other answer: ends the growing of the back-off. */
  succeeded(scope: WorkspaceScope, bucket?: string): Promise<void>
  /** `perHour` is the workspace's setting, as for acquire. */
  state(scope: WorkspaceScope, perHour: number | undefined): Promise<RateState>
  load(): LimiterLoad
}

export function createRateLimiter(deps: RateLimiterDeps): RateLimiter & Startable {
  const { database, clock, log, service, learnsHourly } = deps
  const databaseClock = createDatabaseClock()
  const ledger = createLedger({ db: database.db, clock, databaseClock, service, learnsHourly })
  const wakeUp = deps.wakeUp ?? systemWakeUp
  const observe = deps.observe ?? (() => {})
  const lanes = createLanes({ clock, databaseClock, wakeUp, log, observe, ledger })
  // What was refused with no success since, by workspace and bucket, and until when it is held back.
  const refused = new Map<string, number>()
  let unlisten: Promise<Unlisten> | undefined
  let isStopped = false

  function block(asked: Asked, untilMs: number): void {
    refused.set(keyOf(asked), untilMs)
    lanes.block(asked, untilMs)
  }

  return {
    acquire: async (scope, options) => {
      if (isStopped) throw stopping()
      const { workspaceId } = scope
      return lanes.of({ workspaceId, bucket: options.bucket }, options.rate ?? deps.rate).acquire(options)
    },
    refused: async ({ workspaceId }, { retryAfterMs, bucket }) => {
      const asked = { workspaceId, bucket }
      // Nothing of any process leaves while the row is being written.
      const nowMs = databaseClock.toDatabase(clock.monotonicMs())
      if (nowMs !== undefined) {
        const untilMs = nowMs + blockMsOf(retryAfterMs, 1)
        block(asked, untilMs)
        await ledger.announce(asked, untilMs)
      }
      const { untilMs, isLearned } = await ledger.refuse(asked, retryAfterMs)
      block(asked, untilMs)
      deps.observeRefusal?.(isLearned)
    },
    succeeded: (scope, bucket) => forgetRefusals({ database, service, refused }, scope, bucket),
    load: () => {
      const nowMs = databaseClock.toDatabase(clock.monotonicMs()) ?? 0
      const blocked = [...refused.values()].filter((untilMs) => untilMs > nowMs).length
      return { ...lanes.load(), blocked }
    },
    state: (scope, perHour) => readRateState({ db: database.db, service }, scope, perHour),
    start: async () => {
      unlisten ??= database.listen(blockChannel, (payload) => {
        const notice = readBlockNotice(payload)
        if (notice?.service === service) block(notice, notice.untilMs)
      })
      await unlisten
    },
    stop: async () => {
      isStopped = true
      await lanes.close(stopping())
      const stopListening = await unlisten
      await stopListening?.()
    },
  }
}

function stopping(): AppError {
  return new AppError('NOT_READY', 'The server is stopping. Try again in a moment.', {
    retryAfterSeconds: 1,
  })
}

interface Refusals {
  readonly database: DatabaseHandle
  readonly service: string
  readonly refused: Map<string, number>
}

async function forgetRefusals(
  { database, service, refused }: Refusals,
  scope: WorkspaceScope,
  bucket: string | undefined,
): Promise<void> {
  const { workspaceId } = scope
  for (const each of new Set([bucket, undefined])) {
    const key = keyOf({ workspaceId, bucket: each })
    if (!refused.has(key)) continue
    const target = { workspaceId, service, bucket: each }
    if (await inWorkspaceAtOnce(database.db, scope, (tx) => resetRefusals(tx, target))) refused.delete(key)
  }
}

function keyOf({ workspaceId, bucket }: Asked): string {
  return `${bucket ?? ''} ${workspaceId}`
}
