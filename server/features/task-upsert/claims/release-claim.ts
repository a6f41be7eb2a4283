import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError, notFound } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { claimantOf } from '../announce/read-shown.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { claimJob } from './claim-job.ts'
import { API_CLICK, insertClaim, lockClaimed } from './claim.store.ts'

/** Gives a claimed task back for the one who has it; the same job as for a click does it, so the two never meet. */
export async function releaseClaim(
  { db, clock }: Pick<TaskUpsertDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<{ readonly id: string }> {
  return inWorkspace(db, scope, async (tx) => {
    const tracked = await lockClaimed(tx, scope, id)
    if (tracked === undefined) throw notFound('pushed task', id)
    const claimant = claimantOf(tracked)
    if (claimant === null)
      throw new AppError('CONFLICT', 'Nobody has claimed this task, so there is nothing to release.')
    const claimId = newId()
    await insertClaim(tx, scope, {
      id: claimId,
      trackedId: id,
      kind: 'release',
      clickKey: API_CLICK + claimId,
      slackUserId: claimant.slackUserId,
      slackUserName: claimant.name,
      requestedAt: clock.now(),
    })
    const { type, id: actorId } = scope.actor
    const payload = { claimId, admin: { type, id: actorId } }
    await enqueueJob(tx, scope, { definition: claimJob, payload })
    return { id }
  })
}
