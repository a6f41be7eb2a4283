import type { JobRun } from '../../../platform/jobs/index.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { Drive } from './drive.ts'
import { countItems } from './import-item.store.ts'
import { percentOf } from './import.view.ts'

// Two a second are live enough for people.
const EVERY_MS = 500

export interface Progress {
  /** Tells those who watch how far the import is, if they have not heard for a while. */
  tick(): Promise<void>
  now(status: string): Promise<void>
}

export function createProgress(
  { deps, scope, driven }: Drive,
  job: Pick<JobRun, 'reportProgress'>,
): Progress {
  let toldMs = Number.NEGATIVE_INFINITY

  async function now(status: string): Promise<void> {
    toldMs = deps.clock.monotonicMs()
    const { id } = driven
    const counts = await inWorkspaceAtOnce(deps.db, scope, (tx) => countItems(tx, scope, [id]))
    const { total = 0, succeeded = 0, failed = 0 } = counts.get(id) ?? {}
    const processed = succeeded + failed
    const progressPercentage = percentOf(processed, total)
    const progress = { id, status, total, processed, succeeded, failed, progressPercentage }
    deps.publish(scope, 'import', progress)
    await job.reportProgress(progress)
  }

  return {
    now,
    tick: async () => {
      if (deps.clock.monotonicMs() - toldMs >= EVERY_MS) await now('running')
    },
  }
}
