import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler, type Schedule } from '../../../platform/jobs/index.ts'
import { inChunks } from '../../../shared/in-chunks.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { deleteRunsBefore } from './page-run.store.ts'

const DAY_MS = 86_400_000
// Each holds whole pages, so few go at a time. Of a dry run there is nothing to take back.
const CHUNK = 5
const KEPT = [
  { dryRun: true, days: 30 },
  { dryRun: false, days: 366 },
]

const pruneRunsJob = defineJob({ name: 'confluence-jira.prune-runs', payload: Type.Object({}) })

export const pruneRunsSchedule: Schedule = {
  name: 'confluence-jira.prune-runs',
  cron: '29 4 * * *',
  definition: pruneRunsJob,
  payload: {},
  each: 'workspace',
}

/** Runs that are over go after a while, and with them what undo would need. */
export function pruneRunsHandler({ db, clock }: Pick<ConfluenceJiraDeps, 'db' | 'clock'>): JobHandler {
  return handleJob(pruneRunsJob, async ({ scope, signal }) => {
    for (const { dryRun, days } of KEPT) {
      const old = { before: new Date(clock.now().getTime() - days * DAY_MS), dryRun, limit: CHUNK }
      await inChunks(CHUNK, signal, () =>
        inWorkspaceAtOnce(db, scope, (tx) => deleteRunsBefore(tx, scope, old)),
      )
    }
  })
}
