import { Type } from 'typebox'
import type { Clock } from '../../shared/clock.ts'
import { asSystem, type Db } from '../../storage/db.ts'
import { defineJob, handleJob, type JobHandler } from './define-job.ts'
import { deleteFinishedJobs, deleteSlots } from './job.store.ts'

const KEEP_MS = 14 * 86_400_000

export const pruneJobs = defineJob({ name: 'jobs.prune', payload: Type.Object({}) })

/** Finished jobs and past slots are kept for two weeks. */
export function pruneJobsHandler(deps: { readonly db: Db; readonly clock: Clock }): JobHandler {
  return handleJob(pruneJobs, async () => {
    const olderThan = new Date(deps.clock.now().getTime() - KEEP_MS)
    await asSystem(deps.db, async (tx) => {
      await deleteFinishedJobs(tx, olderThan)
      await deleteSlots(tx, olderThan)
    })
  })
}
