import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler, type Schedule } from '../../platform/jobs/index.ts'
import { inChunks } from '../../shared/in-chunks.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { closeForgotten } from './auto-replies/close-forgotten.ts'
import { deleteRepliesBefore } from './auto-replies/reply.store.ts'
import type { ClickupTaskDeps } from './deps.ts'
import { deleteImportsBefore } from './imports/import.store.ts'
import { deleteRunsBefore } from './sync/sync-run.store.ts'

const DAY_MS = 86_400_000

interface Log {
  readonly keptDays: number
  readonly chunk: number
  /** Resolves to how many were deleted, at most `limit`. */
  readonly deleteBefore: (
    db: Db,
    scope: WorkspaceScope,
    part: { readonly before: Date; readonly limit: number },
  ) => Promise<number>
}

const LOGS: readonly Log[] = [
  { keptDays: 30, chunk: 1_000, deleteBefore: deleteRunsBefore },
  // Each with all its tasks.
  { keptDays: 90, chunk: 5, deleteBefore: deleteImportsBefore },
  // A rule may be silent in a task for a year after an answer.
  { keptDays: 366, chunk: 1_000, deleteBefore: deleteRepliesBefore },
]

const pruneJob = defineJob({ name: 'clickup-tasks.prune', payload: Type.Object({}) })

export const pruneSchedule: Schedule = {
  name: 'clickup-tasks.prune',
  cron: '17 4 * * *',
  definition: pruneJob,
  payload: {},
  each: 'workspace',
}

/** What only tells of the past goes after a while, a chunk in each transaction. */
export function pruneHandler({ db, clock }: Pick<ClickupTaskDeps, 'db' | 'clock'>): JobHandler {
  return handleJob(pruneJob, async ({ scope, signal }) => {
    await closeForgotten({ db, clock }, scope)
    for (const { keptDays, chunk: limit, deleteBefore } of LOGS) {
      const before = new Date(clock.now().getTime() - keptDays * DAY_MS)
      await inChunks(limit, signal, () =>
        inWorkspaceAtOnce(db, scope, (tx) => deleteBefore(tx, scope, { before, limit })),
      )
    }
  })
}
