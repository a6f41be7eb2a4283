import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler } from '../../../platform/jobs/index.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { driveRunJob } from './drive-run-job.ts'
import { failLostRuns } from './page-run.store.ts'

const UNTOUCHED_MS = 15 * 60_000
const LOST = 'Its job was cancelled or died. Start it again: what is done is not done twice.'

export const findLostRunsJob = defineJob({
  name: 'confluence-jira.find-lost-runs',
  payload: Type.Object({}),
})

/** None stays under way for ever without a job. */
export function findLostRunsHandler({ db, clock }: Pick<ConfluenceJiraDeps, 'db' | 'clock'>): JobHandler {
  return handleJob(findLostRunsJob, async ({ scope }) => {
    const at = clock.now()
    const untouchedSince = new Date(at.getTime() - UNTOUCHED_MS)
    const lost = { jobName: driveRunJob.name, untouchedSince, error: LOST, at }
    await inWorkspaceAtOnce(db, scope, (tx) => failLostRuns(tx, scope, lost))
  })
}
