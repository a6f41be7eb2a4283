import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import { runTransferJob } from '../run/run-transfer.ts'
import { failLostTransfers } from './transfer.store.ts'

const UNTOUCHED_MS = 15 * 60_000
const LOST = 'Its job was cancelled or died. Retry the transfer: it goes on where it was.'

export const findLostTransfersJob = defineJob({
  name: 'huntflow-transfer.find-lost-transfers',
  payload: Type.Object({}),
})

export function findLostTransfersHandler(deps: Pick<HuntflowTransferDeps, 'db' | 'clock'>): JobHandler {
  return handleJob(findLostTransfersJob, ({ scope }) => findLostTransfers(deps, scope))
}

/** None stays under way for ever without a job. */
export async function findLostTransfers(
  { db, clock }: Pick<HuntflowTransferDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
): Promise<void> {
  const at = clock.now()
  const untouchedSince = new Date(at.getTime() - UNTOUCHED_MS)
  const lost = { jobName: runTransferJob.name, untouchedSince, error: LOST, at }
  await inWorkspaceAtOnce(db, scope, (tx) => failLostTransfers(tx, scope, lost))
}
