import { Type } from 'typebox'
import type { Clock } from '../../shared/clock.ts'
import { inChunks } from '../../shared/in-chunks.ts'
import { asSystem, type Db } from '../../storage/db.ts'
import { defineJob, handleJob, type JobHandler } from './define-job.ts'
import { deleteFinishedJobs, deleteSlots } from './job.store.ts'

const KEEP_MS = 14 * 86_400_000
const CHUNK = 1_000

export const pruneJobs = defineJob({ name: 'jobs.prune', payload: Type.Object({}) })

/** Finished jobs and past slots are kept for two weeks; a chunk in each transaction, so that nobody waits long. */
export function pruneJobsHandler(deps: { readonly db: Db; readonly clock: Clock }): JobHandler {
  return handleJob(pruneJobs, async ({ signal }) => {
    const finishedBefore = new Date(deps.clock.now().getTime() - KEEP_MS)
    await inChunks(CHUNK, signal, () =>
      asSystem(deps.db, (tx) => deleteFinishedJobs(tx, { finishedBefore, limit: CHUNK })),
    )
    await asSystem(deps.db, (tx) => deleteSlots(tx, finishedBefore))
  })
}
