import { Type } from 'typebox'
import { defineJob, enqueueJob } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'

export const announceJob = defineJob({
  name: 'task-upsert.announce',
  payload: Type.Object({
    trackedId: Type.String({ description: 'the entry whose message is to be made fit' }),
  }),
  maxAttempts: 20,
})

/**
 * Has the task's message in Slack made fit to the task, as it is when this transaction has committed. A job of its own each time: one that
 * runs already may have read what was before.
 */
export async function askForMessage(
  tx: Tx,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  trackedId: string,
): Promise<void> {
  await enqueueJob(tx, scope, { definition: announceJob, payload: { trackedId } })
}
