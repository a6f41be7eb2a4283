import { Type } from 'typebox'
import { deleteFilesBefore } from '../../../platform/files/index.ts'
import { defineJob, handleJob, type JobHandler } from '../../../platform/jobs/index.ts'
import { inChunks } from '../../../shared/in-chunks.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { deleteReportsBefore } from './report.store.ts'

const KEEP_MS = 366 * 86_400_000
const REPORTS = 1_000
// They are large.
const FILES = 10

export const pruneReportsJob = defineJob({ name: 'time-sessions.prune-reports', payload: Type.Object({}) })

/** Reports are kept for a year, with their files; a chunk in each transaction. */
export function pruneReportsHandler({ db, clock }: Pick<TimeSessionDeps, 'db' | 'clock'>): JobHandler {
  return handleJob(pruneReportsJob, async ({ scope, signal }) => {
    const before = new Date(clock.now().getTime() - KEEP_MS)
    await inChunks(REPORTS, signal, () =>
      inWorkspaceAtOnce(db, scope, (tx) => deleteReportsBefore(tx, scope, { before, limit: REPORTS })),
    )
    await inChunks(FILES, signal, () =>
      inWorkspaceAtOnce(db, scope, (tx) => deleteFilesBefore(tx, scope, { before, limit: FILES })),
    )
  })
}
