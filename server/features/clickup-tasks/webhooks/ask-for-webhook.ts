import { Type } from 'typebox'
import { defineJob, enqueueJob } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'

export const keepWebhookJob = defineJob({
  name: 'clickup-tasks.keep-webhook',
  payload: Type.Object({}),
  priority: 5,
})

/**
 * Has the webhook made fit to the settings and the connection, as they are when this transaction has committed. A job of its own each time:
 * one that runs already may have read what was before.
 */
export async function askForWebhook(tx: Tx, scope: Pick<WorkspaceScope, 'workspaceId'>): Promise<void> {
  await enqueueJob(tx, scope, { definition: keepWebhookJob, payload: {} })
}
