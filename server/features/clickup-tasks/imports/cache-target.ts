import type { ClickupTaskDeps } from '../deps.ts'
import { readInFull } from '../tasks/read-in-full.ts'
import type { ImportTarget } from './import-target.ts'

/** Keeps the whole task here, with its attachments and comments. */
export function cacheTarget(deps: Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup'>): ImportTarget {
  return {
    run: async (scope, { taskId, signal }) => {
      const clickup = await deps.openClickup(scope, 'background', signal)
      await readInFull(deps, scope, { clickup, taskId })
      return { outcome: 'succeeded' }
    },
  }
}
