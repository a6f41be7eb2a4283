import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { Log } from '../../shared/log.ts'
import type { Startable } from '../../shared/startable.ts'
import type { DatabaseHandle, Unlisten } from '../../storage/database.ts'
import { asQueue, type Tx } from '../../storage/db.ts'
import type { JobHandler } from './define-job.ts'
import { claimJobs, completeJobs, JOBS_CHANNEL, type ClaimedJob, type Lease } from './job.store.ts'
import { gatherMs, noticesMs, partOfBatch, type Pressure } from './give-way.ts'
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
  /** Of what is more urgent than jobs and wants the same processor and database: the higher, the fewer run, and with pauses. */
  readonly pressure?: () => Pressure
  readonly observe?: (job: ClaimedJob, run: ObservedRun) => void
}

const LEASE_MS = 15_000
const HEARTBEAT_MS = 4_000
const POLL_MS = 1_000
const CONCURRENCY = 16
const CONCURRENCY_UNDER_PRESSURE = 2
// More than one, so that a workspace whose batch waits for another service does not hold up the others.
const BATCHES = 4

/**
 * Takes jobs with a lease and keeps the leases alive. One transaction stores the ends of some jobs and takes the next ones. Jobs of a
 * kind that is run together are taken beside the others, a batch at a time.
 */
export class Worker implements Startable {
  readonly #deps: WorkerDeps
  readonly #handlers: ReadonlyMap<string, JobHandler>
  /** The kinds that are run together, and how many of each at most. */
  readonly #batched: ReadonlyMap<string, number>
  readonly #owner = newId()
  readonly #leaseMs: number
  readonly #concurrency: number
  readonly #alone = new RunningJobs()
  readonly #together = new RunningJobs()
  #completed: Lease[] = []
  #turning: Promise<void> | undefined
  #turnAgain = false
  #batchedAtMs = Number.NEGATIVE_INFINITY
  #gathering: NodeJS.Timeout | undefined
  readonly #last = { wasFull: false, tookMs: 0 }
  #noticedAtMs = 0
  #soon: NodeJS.Timeout | undefined
  #timers: NodeJS.Timeout[] = []
  #unlisten: Unlisten | undefined
  #stopping = true

  constructor(deps: WorkerDeps) {
    this.#deps = deps
    this.#handlers = new Map(deps.handlers.map((handler) => [handler.definition.name, handler]))
    this.#batched = new Map(
      deps.handlers.flatMap(({ definition: { name, together } }) => (together ? [[name, together]] : [])),
    )
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
    clearTimeout(this.#gathering)
    clearTimeout(this.#soon)
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
    else this.#wakeSoon()
  }

  /** Under load there are hundreds of notices a second. */
  #wakeSoon(): void {
    const now = this.#deps.clock.monotonicMs()
    this.#soon ??= setTimeout(
      () => {
        this.#soon = undefined
        this.#noticedAtMs = this.#deps.clock.monotonicMs()
        this.#wake()
      },
      Math.max(0, this.#noticedAtMs + noticesMs(this.#pressure()) - now),
    )
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
      for (const { claim, jobs } of taken) {
        this.#begin(jobs)
        const isFull = jobs.length === claim.limit
        if (claim.batched) this.#last.wasFull = isFull
        if (isFull) this.#turnAgain = true
      }
      return true
    } catch (error) {
      // Kept for the next turn; one whose lease runs out before it runs again: jobs are safe to run twice.
      this.#completed.unshift(...ended)
      this.#deps.log.warn({ reason: messageOf(error) }, 'jobs could not be taken or stored')
      return false
    }
  }

  async #settle(tx: Tx, ended: readonly Lease[], claims: readonly Claim[]): Promise<readonly Taken[]> {
    if (ended.length > 0) await completeJobs(tx, ended)
    const taken: Taken[] = []
    for (const claim of claims) {
      const jobs = await claimJobs(tx, { ...claim, owner: this.#owner, leaseMs: this.#leaseMs })
      taken.push({ claim, jobs })
    }
    return taken
  }

  #claims(): readonly Claim[] {
    const pressure = this.#pressure()
    const names = [...this.#handlers.keys()]
    const most =
      pressure === 'high' ? Math.min(CONCURRENCY_UNDER_PRESSURE, this.#concurrency) : this.#concurrency
    const claims: Claim[] = [{ names, batched: false, limit: most - this.#alone.size }]
    const part = partOfBatch(pressure, this.#deps.database.kind)
    if (this.#together.runs < BATCHES && this.#batched.size > 0 && !this.#isGathering(pressure))
      claims.push({
        names: [...this.#batched.keys()],
        batched: true,
        limit: Math.ceil(Math.min(...this.#batched.values()) * part),
      })
    return claims.filter(({ limit }) => limit > 0)
  }

  /** Jobs that come one after the other gather for a moment. */
  #isGathering(pressure: Pressure): boolean {
    const now = this.#deps.clock.monotonicMs()
    const untilMs = this.#batchedAtMs + gatherMs(pressure, this.#last)
    if (now >= untilMs) {
      this.#batchedAtMs = now
      return false
    }
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      this.#wake()
    }, untilMs - now)
    return true
  }

  #pressure(): Pressure {
    return this.#deps.pressure?.() ?? 'none'
  }

  #begin(jobs: readonly ClaimedJob[]): void {
    for (const { handler, group } of groupJobs(this.#handlers, jobs)) {
      const running = handler.runTogether ? this.#together : this.#alone
      void running.run(group, (signals) => this.#run(handler, group, signals)).then(() => this.#wake())
    }
  }

  async #run(
    handler: JobHandler,
    jobs: readonly ClaimedJob[],
    signals: readonly AbortSignal[],
  ): Promise<void> {
    const { database, clock, log } = this.#deps
    const startedMs = clock.monotonicMs()
    try {
      const outcomes = await runJobs({ db: database.db, clock, log }, handler, { jobs, signals })
      const tookMs = clock.monotonicMs() - startedMs
      if (handler.runTogether) this.#last.tookMs = tookMs
      const durationMs = tookMs / jobs.length
      for (const [index, job] of jobs.entries())
        this.#ended(job, { outcome: outcomes[index] ?? 'retry', durationMs })
    } catch (error) {
      // The leases run out and the jobs are taken up again.
      const fields = { job: handler.definition.name, jobs: jobs.length, reason: messageOf(error) }
      log.warn(fields, 'job outcome could not be stored')
    }
  }

  #ended(job: ClaimedJob, run: ObservedRun): void {
    if (run.outcome === 'done') this.#completed.push(job)
    this.#deps.observe?.(job, run)
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

interface ObservedRun {
  readonly outcome: RunOutcome
  /** Its share of the time, where jobs ran together. */
  readonly durationMs: number
}

interface Taken {
  readonly claim: Claim
  readonly jobs: readonly ClaimedJob[]
}

interface Claim {
  readonly names: readonly string[]
  readonly batched: boolean
  readonly limit: number
}
