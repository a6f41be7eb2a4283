import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError, notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { PushDeps } from './push-deps.ts'
import { pushJob } from './push-job.ts'
import { reopenFailed } from './push-lease.store.ts'
import { findTracked } from './tracked-task.store.ts'

/** Has what has failed tried once more, as it was pushed last; throws CONFLICT where nothing has failed. */
export async function retryPush(
  { db }: Pick<PushDeps, 'db'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<void> {
  await inWorkspace(db, scope, async (tx) => {
    const row = await findTracked(tx, scope, id)
    if (row === undefined) throw notFound('pushed task', id)
    if (!(await reopenFailed(tx, scope, id)))
      throw new AppError('CONFLICT', 'Only a push that has failed can be tried again; this one has not.')
    await enqueueJob(tx, scope, { definition: pushJob, payload: { trackedIds: [id] }, priority: 10 })
  })
}
