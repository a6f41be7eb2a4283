import { AppError, codeOf, notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import { findJob, retryJobRow, type JobRow } from './workspace-job.store.ts'

// A live job has the same name and dedupe key.
const UNIQUE_VIOLATION = '23505'

/** A failed or cancelled job begins anew with all its attempts. */
export async function retryJob(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  id: string,
): Promise<JobRow> {
  try {
    return await inWorkspace(deps.db, scope, (tx) => retryIn(tx, scope, id))
  } catch (error) {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    throw new AppError('CONFLICT', `Another job does the work of job ${id} already; wait until it has ended.`)
  }
}

async function retryIn(tx: Tx, scope: WorkspaceScope, id: string): Promise<JobRow> {
  const retried = await retryJobRow(tx, scope, id)
  const job = await findJob(tx, scope, id)
  if (!job) throw notFound('job', id)
  if (!retried)
    throw new AppError(
      'CONFLICT',
      `Job ${id} is ${job.state}; only failed and cancelled ones can be retried.`,
    )
  return job
}
