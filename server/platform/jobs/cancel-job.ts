import { AppError, notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { announceCancel, cancelJobRow, findJob, type JobRow } from './workspace-job.store.ts'

/** A ready job never runs, a running one is asked to end; both are `cancelled` at once. */
export async function cancelJob(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<JobRow> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const cancelled = await cancelJobRow(tx, scope, id)
    const job = await findJob(tx, scope, id)
    if (!job) throw notFound('job', id)
    if (!cancelled)
      throw new AppError(
        'CONFLICT',
        `Job ${id} is ${job.state}; only ready and running ones can be cancelled.`,
      )
    await announceCancel(tx, id)
    return job
  })
}
