import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { DatabaseHandle } from '../../storage/database.ts'
import type { LiveWalks } from '../bootstrap/index.ts'
import type { JobCount } from '../jobs/index.ts'
import type { LimiterLoad } from '../ratelimit/index.ts'
import type { Metrics } from './metrics.ts'

/** What only the database knows, for all processes. */
export interface StoredFigures {
  readonly jobs: readonly JobCount[]
  readonly walks: LiveWalks
  readonly mailsWaiting: number
}

export interface RefreshDeps {
  readonly metrics: Metrics
  readonly log: Log
  readonly database: Pick<DatabaseHandle, 'load'>
  readonly limiterLoad: () => LimiterLoad
  /** The names of all jobs: one without a row shows 0. */
  readonly jobNames: readonly string[]
  readonly readStored: () => Promise<StoredFigures>
  /** How long the page waits for them. */
  readonly withinMs?: number
}

const WITHIN_MS = 1_000
const STATES: readonly JobCount['state'][] = ['ready', 'delayed', 'running']

/**
 * Reads the gauges anew; never rejects and takes a second at most. What the database does not tell in time is left out of the page, because
 * an old figure would look like a good one; a look that hangs is not joined by more of them.
 */
export function createRefresh(deps: RefreshDeps): () => Promise<void> {
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    try {
      showStored(deps, await deps.readStored())
    } catch (error) {
      deps.log.warn({ reason: messageOf(error) }, 'metrics without the figures of the database')
      hideStored(deps.metrics)
    }
  }

  return async () => {
    reading ??= read().finally(() => {
      reading = undefined
    })
    const isInTime = await Promise.race([
      reading.then(() => true),
      sleep(deps.withinMs ?? WITHIN_MS, false, { ref: false }),
    ])
    if (!isInTime) hideStored(deps.metrics)
    showOwn(deps)
  }
}

function showOwn({ metrics, database, limiterLoad }: RefreshDeps): void {
  const pool = database.load()
  metrics.databaseSize.set(pool.size)
  metrics.databaseInUse.set(pool.inUse)
  metrics.databaseIdle.set(pool.idle)
  metrics.databaseWaiting.set(pool.waiting)
  const limiter = limiterLoad()
  metrics.limiterWaiting.set(limiter.waiting)
  metrics.limiterSlots.set(limiter.slots)
  metrics.limiterBlocked.set(limiter.blocked)
}

function showStored({ metrics, jobNames }: RefreshDeps, { jobs, walks, mailsWaiting }: StoredFigures): void {
  const total = (state: JobCount['state']): number =>
    jobs.filter((row) => row.state === state).reduce((sum, row) => sum + row.count, 0)
  const ages = jobs.filter(({ state }) => state === 'ready').map(({ oldestSeconds }) => oldestSeconds)
  hideStored(metrics)
  metrics.databaseUp.set(1)
  for (const job of jobNames) for (const state of STATES) metrics.jobs.set({ job, state }, 0)
  for (const { job, state, count } of jobs) metrics.jobs.set({ job, state }, count)
  metrics.jobsReady.set(total('ready'))
  metrics.jobsRunning.set(total('running'))
  metrics.oldestJobSeconds.set(Math.max(0, ...ages))
  for (const [status, count] of Object.entries(walks.byStatus)) metrics.bootstrapsLive.set({ status }, count)
  metrics.bootstrapRequestsDone.set(walks.requests)
  metrics.bootstrapRequestsExpected.set(walks.expected)
  metrics.bootstrapRecords.set(walks.records)
  metrics.mailsWaiting.set(mailsWaiting)
}

function hideStored(metrics: Metrics): void {
  metrics.databaseUp.set(0)
  metrics.jobs.reset()
  metrics.bootstrapsLive.reset()
  const single = [
    metrics.jobsReady,
    metrics.jobsRunning,
    metrics.oldestJobSeconds,
    metrics.bootstrapRequestsDone,
    metrics.bootstrapRequestsExpected,
    metrics.bootstrapRecords,
    metrics.mailsWaiting,
  ]
  for (const gauge of single) gauge.remove()
}
