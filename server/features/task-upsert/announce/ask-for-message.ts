import { Type, type Static } from 'typebox'
import { defineJob, enqueueJob } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'

const AnnouncePayload = Type.Object({
  trackedId: Type.String({ description: 'the entry whose message is to be made fit' }),
  isAskedFor: Type.Optional(
    Type.Boolean({ description: 'a person wants it: one that was deleted in Slack is posted again' }),
  ),
})
export type AnnouncePayload = Static<typeof AnnouncePayload>

export const announceJob = defineJob({
  name: 'task-upsert.announce',
  payload: AnnouncePayload,
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

/** The same by a person, who waits for it. */
export async function postAgain(
  tx: Tx,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  trackedId: string,
): Promise<void> {
  const payload = { trackedId, isAskedFor: true }
  await enqueueJob(tx, scope, { definition: announceJob, payload, priority: 10 })
}
