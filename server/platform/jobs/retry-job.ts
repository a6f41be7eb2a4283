import { AppError, notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { findJob, retryJobRow, type JobRow } from './workspace-job.store.ts'

/** A failed or cancelled job begins anew with all its attempts. */
export async function retryJob(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<JobRow> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const retried = await retryJobRow(tx, scope, id)
    const job = await findJob(tx, scope, id)
    if (!job) throw notFound('job', id)
    if (!retried)
      throw new AppError(
        'CONFLICT',
        `Job ${id} is ${job.state}; only failed and cancelled ones can be retried.`,
      )
    return job
  })
}
