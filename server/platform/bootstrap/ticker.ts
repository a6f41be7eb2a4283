import type { JobRun } from '../jobs/index.ts'
import { inWorkspace } from '../../storage/db.ts'
import { remainingRequests } from './estimate.ts'
import { closeSteps } from './finish-run.ts'
import type { WalkProgress } from './live-walks.ts'
import { addActiveTime } from './run.store.ts'
import type { Walk } from './walk.ts'

export interface Ticker {
  /** Closes steps and tells how far the run is, at most once a second. */
  tick(): Promise<void>
  /** The same at once. */
  now(status: string): Promise<void>
}

const EVERY_MS = 1_000

export function createTicker(walk: Walk, job: Pick<JobRun, 'reportProgress'>): Ticker {
  const { deps, scope, runId } = walk
  let countedMs = deps.clock.monotonicMs()

  async function now(status: string): Promise<void> {
    const ms = deps.clock.monotonicMs() - countedMs
    countedMs += ms
    const steps = await inWorkspace(deps.urgentDb, scope, async (tx) => {
      await addActiveTime(tx, scope, { id: runId, ms })
      return closeSteps(walk, tx)
    })
    const progress = {
      runId,
      status,
      requests: steps.reduce((sum, step) => sum + step.requests, 0),
      records: steps.reduce((sum, step) => sum + step.records, 0),
      steps: steps.map(({ operationId, status: state, pages, records }) => [
        operationId,
        state,
        pages,
        records,
      ]),
    }
    deps.publish(scope, 'bootstrap', progress)
    const { requests, records } = progress
    const expected = requests + remainingRequests(steps)
    await job.reportProgress({ status, requests, expected, records } satisfies WalkProgress)
  }

  return {
    now,
    tick: async () => {
      if (deps.clock.monotonicMs() - countedMs >= EVERY_MS) await now('running')
    },
  }
}
