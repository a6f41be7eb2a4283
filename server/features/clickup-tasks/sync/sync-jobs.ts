import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler, type Schedule } from '../../../platform/jobs/index.ts'
import { inChunks } from '../../../shared/in-chunks.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import { runSync } from './run-sync.ts'
import { requestSync, syncJob } from './start-sync.ts'
import { deleteRunsBefore, endLostRuns, findLatestRun, listLiveRuns } from './sync-run.store.ts'

type SyncDeps = Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup' | 'publish'>

const MINUTE_MS = 60_000
// The schedule looks each minute, not to the second.
const EARLY_MS = 30_000
const KEEP_MS = 30 * 86_400_000
const CHUNK = 1_000
const LOST = 'The sync was cancelled, or its job died. Start it again; it goes on where it was.'

const watchJob = defineJob({ name: 'clickup-tasks.watch-syncs', payload: Type.Object({}) })
const pruneJob = defineJob({ name: 'clickup-tasks.prune-syncs', payload: Type.Object({}) })

export function syncJobs(deps: SyncDeps): readonly JobHandler[] {
  return [
    handleJob(syncJob, (job) => runSync(deps, job)),
    handleJob(watchJob, (job) => watchSyncs(deps, job.scope)),
    handleJob(pruneJob, async ({ scope, signal }) => {
      const before = new Date(deps.clock.now().getTime() - KEEP_MS)
      await inChunks(CHUNK, signal, () =>
        inWorkspaceAtOnce(deps.db, scope, (tx) => deleteRunsBefore(tx, scope, { before, limit: CHUNK })),
      )
    }),
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
  {
    name: 'clickup-tasks.prune-syncs',
    cron: '17 4 * * *',
    definition: pruneJob,
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
