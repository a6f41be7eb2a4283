import { enqueueJob } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import { claimJob } from './claim-job.ts'
import { findNextClick } from './claim.store.ts'

/** The task is free: whoever clicked first of those who wait has their turn at once. */
export async function wakeNextClick(tx: Tx, scope: WorkspaceScope, trackedId: string): Promise<void> {
  const next = await findNextClick(tx, scope, trackedId)
  if (next !== undefined) await enqueueJob(tx, scope, { definition: claimJob, payload: { claimId: next.id } })
}
