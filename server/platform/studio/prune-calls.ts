import { Type } from 'typebox'
import type { Clock } from '../../shared/clock.ts'
import { inChunks } from '../../shared/in-chunks.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { defineJob, handleJob, type JobHandler } from '../jobs/index.ts'
import { deleteApiCalls } from './api-call.store.ts'
import { deleteDrift } from './api-drift.store.ts'

const CHUNK = 1_000
const DAY_MS = 86_400_000
const KEEP_CALLS_MS = 30 * DAY_MS
const KEEP_DRIFT_MS = 90 * DAY_MS

export const pruneCalls = defineJob({ name: 'studio.prune-calls', payload: Type.Object({}) })

/** Calls are kept for 30 days, differences for 90 days after they were last seen; a chunk of calls in each transaction. */
export function pruneCallsHandler(deps: { readonly db: Db; readonly clock: Clock }): JobHandler {
  return handleJob(pruneCalls, async ({ scope, signal }) => {
    const now = deps.clock.now().getTime()
    const createdBefore = new Date(now - KEEP_CALLS_MS)
    await inChunks(CHUNK, signal, () =>
      inWorkspaceAtOnce(deps.db, scope, (tx) => deleteApiCalls(tx, scope, { createdBefore, limit: CHUNK })),
    )
    await inWorkspaceAtOnce(deps.db, scope, (tx) => deleteDrift(tx, scope, new Date(now - KEEP_DRIFT_MS)))
  })
}
