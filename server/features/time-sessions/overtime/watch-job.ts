import { Type } from 'typebox'
import {
  defineJob,
  handleJob,
  listWorkspaceIds,
  type JobHandler,
  type Schedule,
} from '../../../platform/jobs/index.ts'
import { systemScope } from '../../../shared/scope.ts'
import { asSystem } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { watchOvertime } from './watch-overtime.ts'

const watch = defineJob({
  name: 'time-sessions.watch-overtime',
  payload: Type.Object({}),
  // The next one comes at once.
  maxAttempts: 1,
  priority: 8,
})

/** Twice a minute, so that nobody is over for a minute unnoticed. */
export const overtimeSchedule: Schedule = {
  name: 'time-sessions.watch-overtime',
  cron: '*/30 * * * * *',
  definition: watch,
  payload: {},
  each: 'platform',
}

/** One job for all workspaces; what fails in one does not keep the others from being watched. */
export function watchOvertimeHandler(deps: Pick<TimeSessionDeps, 'db' | 'clock' | 'mailing'>): JobHandler {
  return handleJob(watch, async ({ signal }) => {
    const failures: unknown[] = []
    for (const workspaceId of await asSystem(deps.db, listWorkspaceIds)) {
      if (signal.aborted) return
      await watchOvertime(deps, systemScope(workspaceId, 'overtime')).catch((error: unknown) =>
        failures.push(error),
      )
    }
    if (failures.length > 0) throw new AggregateError(failures, 'overtime was not watched everywhere')
  })
}
