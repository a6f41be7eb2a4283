import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { Log } from '../../shared/log.ts'
import type { Startable } from '../../shared/startable.ts'
import type { DatabaseHandle, Unlisten } from '../../storage/database.ts'
import { asQueue, type Tx } from '../../storage/db.ts'
import type { JobHandler } from './define-job.ts'
import { claimJobs, completeJobs, JOBS_CHANNEL, type ClaimedJob, type Lease } from './job.store.ts'
import { groupJobs } from './group-jobs.ts'
import { keepLeases } from './keep-leases.ts'
import { runJobs, type RunOutcome } from './run-job.ts'
import { RunningJobs } from './running-jobs.ts'

interface WorkerDeps {
  readonly database: DatabaseHandle
  readonly clock: Clock
  readonly log: Log
  readonly handlers: readonly JobHandler[]
  readonly concurrency?: number
  /** A dead worker's jobs are ready again after this and one heartbeat. */
  readonly leaseMs?: number
  /** True while something more urgent than jobs wants the processor and the database: then few run, and with pauses. */
  readonly isBusy?: () => boolean
  readonly observe?: (job: ClaimedJob, outcome: RunOutcome) => void
}

const LEASE_MS = 15_000
const HEARTBEAT_MS = 4_000
const POLL_MS = 1_000
const CONCURRENCY = 16
const CONCURRENCY_WHILE_BUSY = 2
const PAUSE_WHILE_BUSY_MS = 100
// More than one, so that a workspace whose batch waits for another service does not hold up the others.
const BATCHES = 4

/**
 * Takes jobs with a lease and keeps the leases alive. One transaction stores the ends of some jobs and takes the next ones. Jobs of a
 * kind that is run together are taken beside the others, a batch at a time.
 */
export class Worker implements Startable {
  readonly #deps: WorkerDeps
  readonly #handlers: ReadonlyMap<string, JobHandler>
  readonly #owner = newId()
  readonly #leaseMs: number
  readonly #concurrency: number
  readonly #alone = new RunningJobs()
  readonly #together = new RunningJobs()
  #completed: Lease[] = []
  #turning: Promise<void> | undefined
  #turnAgain = false
  #pausedUntilMs = 0
  #pause: NodeJS.Timeout | undefined
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
    this.#unlisten = await this.#deps.database.listen(JOBS_CHANNEL, (payload) => this.#heard(payload))
    const heartbeatMs = Math.min(HEARTBEAT_MS, this.#leaseMs / 3)
    this.#timers = [
      setInterval(() => this.#wake(), POLL_MS),
      setInterval(() => this.#heartbeat(), heartbeatMs),
    ]
    this.#wake()
  }

  /** Asks running jobs to end, waits for them; what they had not finished is ready again at once. */
  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    for (const timer of this.#timers) clearInterval(timer)
    clearTimeout(this.#pause)
    await this.#unlisten?.()
    await this.#turning
    await Promise.all([this.#alone, this.#together].map((running) => running.end()))
    if (this.#completed.length > 0) await this.#turn()
  }

  get runningCount(): number {
    return this.#alone.size + this.#together.size
  }

  #heard(payload: string): void {
    if (payload.startsWith('cancel:')) this.#abort(payload.slice('cancel:'.length), new Error('cancelled'))
    else this.#wake()
  }

  #abort(id: string, reason: Error): void {
    this.#alone.abort(id, reason)
    this.#together.abort(id, reason)
  }

  #wake(): void {
    if (this.#stopping) return
    this.#turnAgain = true
    this.#turning ??= this.#turnOn().finally(() => {
      this.#turning = undefined
    })
  }

  async #turnOn(): Promise<void> {
    while (this.#turnAgain && !this.#stopping) {
      // Jobs that end in the same moment share a transaction.
      await new Promise((resolve) => setImmediate(resolve))
      this.#turnAgain = false
      if (!(await this.#turn())) return
    }
  }

  /** Stores what has ended and takes what is ready; false when the database did not do it. */
  async #turn(): Promise<boolean> {
    const ended = this.#completed
    this.#completed = []
    const claims = this.#stopping ? [] : this.#claims()
    if (ended.length === 0 && claims.length === 0) return true
    try {
      const taken = await asQueue(this.#deps.database.db, (tx) => this.#settle(tx, ended, claims))
      for (const [index, jobs] of taken.entries()) {
        this.#begin(jobs)
        if (jobs.length > 0 && jobs.length === claims[index]?.limit) this.#turnAgain = true
      }
      return true
    } catch (error) {
      // Kept for the next turn; one whose lease runs out before it runs again: jobs are safe to run twice.
      this.#completed.unshift(...ended)
      this.#deps.log.warn({ reason: messageOf(error) }, 'jobs could not be taken or stored')
      return false
    }
  }

  async #settle(tx: Tx, ended: readonly Lease[], claims: readonly Claim[]): Promise<ClaimedJob[][]> {
    if (ended.length > 0) await completeJobs(tx, ended)
    const taken: ClaimedJob[][] = []
    for (const claim of claims)
      taken.push(await claimJobs(tx, { ...claim, owner: this.#owner, leaseMs: this.#leaseMs }))
    return taken
  }

  #claims(): readonly Claim[] {
    const isBusy = this.#deps.isBusy?.() ?? false
    const names = [...this.#handlers.values()]
    const alone = names.filter((handler) => !handler.together).map(({ definition }) => definition.name)
    const most = isBusy ? Math.min(CONCURRENCY_WHILE_BUSY, this.#concurrency) : this.#concurrency
    const claims = [{ names: alone, limit: most - this.#alone.size }]
    if (this.#together.runs < BATCHES && !this.#isPaused(isBusy))
      for (const { definition, together } of names)
        if (together) claims.push({ names: [definition.name], limit: together.most })
    return claims.filter((claim) => claim.names.length > 0 && claim.limit > 0)
  }

  /** While deliveries wait, a batch is followed by a pause. */
  #isPaused(isBusy: boolean): boolean {
    const now = this.#deps.clock.monotonicMs()
    if (isBusy && now < this.#pausedUntilMs) {
      this.#pause ??= setTimeout(() => {
        this.#pause = undefined
        this.#wake()
      }, this.#pausedUntilMs - now)
      return true
    }
    this.#pausedUntilMs = now + PAUSE_WHILE_BUSY_MS
    return false
  }

  #begin(jobs: readonly ClaimedJob[]): void {
    for (const { handler, group } of groupJobs(this.#handlers, jobs)) {
      const running = handler.together ? this.#together : this.#alone
      void running.run(group, (signals) => this.#run(handler, group, signals)).then(() => this.#wake())
    }
  }

  async #run(
    handler: JobHandler,
    jobs: readonly ClaimedJob[],
    signals: readonly AbortSignal[],
  ): Promise<void> {
    const { database, clock, log } = this.#deps
    try {
      this.#ended(jobs, await runJobs({ db: database.db, clock, log }, handler, { jobs, signals }))
    } catch (error) {
      // The leases run out and the jobs are taken up again.
      const fields = { job: handler.definition.name, jobs: jobs.length, reason: messageOf(error) }
      log.warn(fields, 'job outcome could not be stored')
    }
  }

  #ended(jobs: readonly ClaimedJob[], outcomes: readonly RunOutcome[]): void {
    for (const [index, job] of jobs.entries()) {
      const outcome = outcomes[index] ?? 'retry'
      if (outcome === 'done') this.#completed.push(job)
      this.#deps.observe?.(job, outcome)
    }
  }

  #heartbeat(): void {
    const ids = [...this.#alone.ids, ...this.#together.ids]
    keepLeases(this.#deps.database.db, { owner: this.#owner, ids, leaseMs: this.#leaseMs }).then(
      (lost) => {
        for (const id of lost) this.#abort(id, new Error('the job was cancelled or taken over'))
      },
      (error: unknown) => this.#deps.log.warn({ reason: messageOf(error) }, 'job heartbeat failed'),
    )
  }
}

interface Claim {
  readonly names: readonly string[]
  readonly limit: number
}
