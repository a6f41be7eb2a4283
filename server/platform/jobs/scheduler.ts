import { Cron } from 'croner'
import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { Startable } from '../../shared/startable.ts'
import { asSystem, type Db } from '../../storage/db.ts'
import type { JobDefinition } from './define-job.ts'
import { enqueueJob } from './enqueue-job.ts'
import { insertSlot, listWorkspaceIds } from './job.store.ts'

export interface Schedule {
  readonly name: string
  /** Five fields, or six that begin with seconds; UTC. */
  readonly cron: string
  readonly definition: JobDefinition
  readonly payload: unknown
  /** One job for each workspace, or a single one for the platform. */
  readonly each: 'workspace' | 'platform'
}

interface SchedulerDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly schedules: readonly Schedule[]
}

/** Every process counts the same slots; the one whose row gets in enqueues the jobs, in the same transaction. */
export class Scheduler implements Startable {
  readonly #deps: SchedulerDeps
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #running = new Set<Promise<void>>()

  constructor(deps: SchedulerDeps) {
    this.#deps = deps
  }

  async start(): Promise<void> {
    for (const schedule of this.#deps.schedules) if (!this.#timers.has(schedule.name)) this.#await(schedule)
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    await Promise.allSettled(this.#running)
  }

  #await(schedule: Schedule): void {
    const now = this.#deps.clock.now()
    const slot = new Cron(schedule.cron, { timezone: 'UTC', paused: true }).nextRun(now)
    if (!slot) return
    // A timer holds at most 24 days; an early wake-up counts the slot anew.
    const waitMs = Math.min(slot.getTime() - now.getTime(), 86_400_000)
    const timer = setTimeout(() => {
      if (this.#deps.clock.now() >= slot) this.#run(schedule, slot)
      this.#await(schedule)
    }, waitMs)
    this.#timers.set(schedule.name, timer.unref())
  }

  #run(schedule: Schedule, slot: Date): void {
    const run = runSlot(this.#deps.db, schedule, slot)
      .catch((error: unknown) =>
        this.#deps.log.error(
          { schedule: schedule.name, reason: messageOf(error) },
          'schedule slot could not be run',
        ),
      )
      .finally(() => this.#running.delete(run))
    this.#running.add(run)
  }
}

/** Enqueues the slot's jobs once over all processes. */
export async function runSlot(db: Db, schedule: Schedule, slot: Date): Promise<void> {
  await asSystem(db, async (tx) => {
    if (!(await insertSlot(tx, schedule.name, slot))) return
    const workspaceIds = schedule.each === 'platform' ? [''] : await listWorkspaceIds(tx)
    for (const workspaceId of workspaceIds)
      await enqueueJob(
        tx,
        { workspaceId },
        {
          definition: schedule.definition,
          payload: schedule.payload,
          dedupeKey: `slot:${slot.toISOString()}`,
        },
      )
  })
}
