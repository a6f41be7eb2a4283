import { setMaxListeners } from 'node:events'
import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { Log } from '../../shared/log.ts'
import type { Startable } from '../../shared/startable.ts'
import type { DatabaseHandle, Unlisten } from '../../storage/database.ts'
import { asSystem } from '../../storage/db.ts'
import type { JobHandler } from './define-job.ts'
import {
  claimJobs,
  completeJobs,
  extendLeases,
  reclaimExpiredJobs,
  type ClaimedJob,
  type Lease,
} from './job.store.ts'
import { runJob, type RunOutcome } from './run-job.ts'

interface WorkerDeps {
  readonly database: DatabaseHandle
  readonly clock: Clock
  readonly log: Log
  readonly handlers: readonly JobHandler[]
  readonly concurrency?: number
  /** A dead worker's jobs are ready again after this and one heartbeat. */
  readonly leaseMs?: number
  /** True while something more urgent than jobs wants the processor and the database: then few run at once. */
  readonly isBusy?: () => boolean
  readonly observe?: (job: ClaimedJob, outcome: RunOutcome) => void
}

interface Running {
  readonly job: ClaimedJob
  readonly abort: AbortController
  readonly finished: Promise<void>
}

const LEASE_MS = 15_000
const HEARTBEAT_MS = 4_000
const POLL_MS = 1_000
const CONCURRENCY = 8
const CONCURRENCY_WHILE_BUSY = 2

/** Takes jobs with a lease, keeps the leases alive, stores the ends of many jobs in one transaction. */
export class Worker implements Startable {
  readonly #deps: WorkerDeps
  readonly #handlers: ReadonlyMap<string, JobHandler>
  readonly #owner = newId()
  readonly #leaseMs: number
  readonly #concurrency: number
  readonly #running = new Map<string, Running>()
  #completed: Lease[] = []
  #completing: Promise<void> | undefined
  #claiming: Promise<void> | undefined
  #claimAgain = false
  #timers: NodeJS.Timeout[] = []
  #unlisten: Unlisten | undefined
  #stopping = true

  constructor(deps: WorkerDeps) {
    this.#deps = deps
    this.#handlers = new Map(deps.handlers.map((handler) => [handler.definition.name, handler]))
    this.#leaseMs = deps.leaseMs ?? LEASE_MS
    this.#concurrency = deps.concurrency ?? CONCURRENCY
  }

  async start(): Promise<void> {
    if (!this.#stopping) return
    this.#stopping = false
    this.#unlisten = await this.#deps.database.listen('switchyard_jobs', (payload) => this.#heard(payload))
    const heartbeatMs = Math.min(HEARTBEAT_MS, this.#leaseMs / 3)
    this.#timers = [
      setInterval(() => this.#wake(), POLL_MS),
      setInterval(() => this.#inBackground(this.#heartbeat()), heartbeatMs),
    ]
    this.#wake()
  }

  /** Asks running jobs to end, waits for them; what they had not finished is ready again at once. */
  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#unlisten?.()
    await this.#claiming
    for (const running of this.#running.values()) running.abort.abort(new Error('the process stops'))
    await Promise.allSettled([...this.#running.values()].map((running) => running.finished))
    await this.#completing
    await this.#flushCompleted()
  }

  get runningCount(): number {
    return this.#running.size
  }

  #heard(payload: string): void {
    if (payload.startsWith('cancel:'))
      this.#running.get(payload.slice('cancel:'.length))?.abort.abort(new Error('cancelled'))
    else this.#wake()
  }

  #wake(): void {
    if (this.#stopping) return
    this.#claimAgain = true
    this.#claiming ??= this.#claimAll()
      .catch((error: unknown) =>
        this.#deps.log.warn({ reason: messageOf(error) }, 'jobs could not be claimed'),
      )
      .finally(() => {
        this.#claiming = undefined
      })
  }

  async #claimAll(): Promise<void> {
    while (this.#claimAgain && !this.#stopping) {
      this.#claimAgain = false
      const free = this.#allowed() - this.#running.size
      if (free <= 0) return
      const claim = {
        owner: this.#owner,
        names: [...this.#handlers.keys()],
        limit: free,
        leaseMs: this.#leaseMs,
      }
      const jobs = await asSystem(this.#deps.database.db, (tx) => claimJobs(tx, claim))
      for (const job of jobs) this.#begin(job)
      if (jobs.length === free) this.#claimAgain = true
    }
  }

  #allowed(): number {
    const busy = this.#deps.isBusy?.() ?? false
    return busy ? Math.min(CONCURRENCY_WHILE_BUSY, this.#concurrency) : this.#concurrency
  }

  #begin(job: ClaimedJob): void {
    const handler = this.#handlers.get(job.name)
    if (!handler) throw new Error(`claimed a job of unknown name ${job.name}`)
    const abort = new AbortController()
    // A job may wait for many things at once, each with a listener.
    setMaxListeners(0, abort.signal)
    const deps = { db: this.#deps.database.db, clock: this.#deps.clock, log: this.#deps.log }
    const finished = runJob(deps, handler, { job, signal: abort.signal }).then(
      (outcome) => this.#ended(job, outcome),
      // The lease runs out and the job is taken up again.
      (error: unknown) => this.#lost(job, error),
    )
    this.#running.set(job.id, { job, abort, finished })
  }

  #ended(job: ClaimedJob, outcome: RunOutcome): void {
    this.#running.delete(job.id)
    this.#deps.observe?.(job, outcome)
    if (outcome === 'done') {
      this.#completed.push(job)
      this.#completing ??= this.#flushCompleted().finally(() => {
        this.#completing = undefined
        if (this.#completed.length > 0) this.#wake()
      })
    }
    this.#wake()
  }

  #lost(job: ClaimedJob, error: unknown): void {
    this.#running.delete(job.id)
    this.#deps.log.warn(
      { job: job.name, jobId: job.id, reason: messageOf(error) },
      'job outcome could not be stored',
    )
  }

  async #flushCompleted(): Promise<void> {
    while (this.#completed.length > 0) {
      const batch = this.#completed
      this.#completed = []
      try {
        await asSystem(this.#deps.database.db, (tx) => completeJobs(tx, batch))
      } catch (error) {
        // Their leases run out and they run again: jobs are safe to run twice.
        this.#deps.log.warn(
          { jobs: batch.length, reason: messageOf(error) },
          'finished jobs could not be stored',
        )
      }
    }
  }

  async #heartbeat(): Promise<void> {
    const { db } = this.#deps.database
    await asSystem(db, reclaimExpiredJobs)
    const ids = [...this.#running.keys()]
    if (ids.length === 0) return
    const kept = new Set(
      await asSystem(db, (tx) => extendLeases(tx, { owner: this.#owner, ids, leaseMs: this.#leaseMs })),
    )
    for (const id of ids)
      if (!kept.has(id)) this.#running.get(id)?.abort.abort(new Error('the job was cancelled or taken over'))
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#deps.log.warn({ reason: messageOf(error) }, 'job heartbeat failed'))
  }
}
