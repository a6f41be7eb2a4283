import { Type } from 'typebox'
import type { Clock } from '../../shared/clock.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { defineJob, handleJob, type JobHandler } from '../jobs/index.ts'
import { deleteApiCalls } from './api-call.store.ts'
import { deleteDrift } from './api-drift.store.ts'

const DAY_MS = 86_400_000
const KEEP_CALLS_MS = 30 * DAY_MS
const KEEP_DRIFT_MS = 90 * DAY_MS

export const pruneCalls = defineJob({ name: 'studio.prune-calls', payload: Type.Object({}) })

/** Calls are kept for 30 days; differences for 90 days after they were last seen. */
export function pruneCallsHandler(deps: { readonly db: Db; readonly clock: Clock }): JobHandler {
  return handleJob(pruneCalls, async ({ scope }) => {
    const now = deps.clock.now().getTime()
    await inWorkspace(deps.db, scope, async (tx) => {
      await deleteApiCalls(tx, scope, new Date(now - KEEP_CALLS_MS))
      await deleteDrift(tx, scope, new Date(now - KEEP_DRIFT_MS))
    })
  })
}
