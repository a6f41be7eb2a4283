import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler, type Schedule } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import { runSync } from './run-sync.ts'
import { requestSync, syncJob } from './start-sync.ts'
import { endLostRuns, findLatestRun, listLiveRuns } from './sync-run.store.ts'

type SyncDeps = Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup' | 'publish'>

const MINUTE_MS = 60_000
// The schedule looks each minute, not to the second.
const EARLY_MS = 30_000
const LOST = 'The sync was cancelled, or its job died. Start it again; it goes on where it was.'

const watchJob = defineJob({ name: 'clickup-tasks.watch-syncs', payload: Type.Object({}) })

export function syncJobs(deps: SyncDeps): readonly JobHandler[] {
  return [
    handleJob(syncJob, (job) => runSync(deps, job)),
    handleJob(watchJob, (job) => watchSyncs(deps, job.scope)),
  ]
}

export const syncSchedules: readonly Schedule[] = [
  {
    name: 'clickup-tasks.watch-syncs',
    cron: '* * * * *',
    definition: watchJob,
    payload: {},
    each: 'workspace',
  },
]

/** Starts the run that is due, and ends those that nobody works on. */
export async function watchSyncs(
  { db, clock }: Pick<ClickupTaskDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
): Promise<void> {
  const now = clock.now()
  const createdBefore = new Date(now.getTime() - MINUTE_MS)
  await inWorkspace(db, scope, async (tx) => {
    await endLostRuns(tx, scope, { jobName: syncJob.name, createdBefore, error: LOST, at: now })
    const { autoSync, listId, syncIntervalMinutes } = await findSettings(tx, scope)
    if (!autoSync || listId === null) return
    const latest = await findLatestRun(tx, scope, listId)
    const dueMs = (latest?.createdAt.getTime() ?? -Infinity) + syncIntervalMinutes * MINUTE_MS - EARLY_MS
    if (now.getTime() < dueMs || (await listLiveRuns(tx, scope, listId)).length > 0) return
    await requestSync(tx, scope, { trigger: 'schedule', now, delayMs: 0 })
  })
}
