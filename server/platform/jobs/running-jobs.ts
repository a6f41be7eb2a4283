import { setMaxListeners } from 'node:events'
import type { ClaimedJob } from './job.store.ts'

/** The jobs that run in this process now, each with what aborts it. */
export class RunningJobs {
  readonly #aborts = new Map<string, AbortController>()
  readonly #runs = new Set<Promise<void>>()

  get size(): number {
    return this.#aborts.size
  }

  /** Of jobs that run together, a batch counts once. */
  get runs(): number {
    return this.#runs.size
  }

  get ids(): Iterable<string> {
    return this.#aborts.keys()
  }

  /** `start` must not reject; resolves when it has ended and the jobs are no longer counted. */
  run(jobs: readonly ClaimedJob[], start: (signals: readonly AbortSignal[]) => Promise<void>): Promise<void> {
    const signals = jobs.map(({ id }) => {
      const abort = new AbortController()
      // A job may wait for many things at once, each with a listener.
      setMaxListeners(0, abort.signal)
      this.#aborts.set(id, abort)
      return abort.signal
    })
    const run = start(signals).finally(() => {
      for (const { id } of jobs) this.#aborts.delete(id)
      this.#runs.delete(run)
    })
    this.#runs.add(run)
    return run
  }

  abort(id: string, reason: Error): void {
    this.#aborts.get(id)?.abort(reason)
  }

  /** Asks all to end and waits for them. */
  async end(): Promise<void> {
    for (const abort of this.#aborts.values()) abort.abort(new Error('the process stops'))
    await Promise.all(this.#runs)
  }
}
