import {
  forgetDeleted,
  forgetMoved,
} from '../../../server/features/clickup-tasks/webhooks/gone-task.store.ts'
import {
  noteDelivery,
  settleWebhookState,
} from '../../../server/features/clickup-tasks/webhooks/webhook-state.store.ts'
import {
  deleteRetiredWebhooks,
  keepOnlyWebhook,
  storeWebhook,
} from '../../../server/features/clickup-tasks/webhooks/webhook.store.ts'
import { systemScope, type WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Tx } from '../../../server/storage/db.ts'
import type { TestApp } from '../../support/test-app.ts'
import type { TwoWorkspaces } from './two-workspaces.ts'

export interface ClickupHook {
  readonly connectionId: string
  readonly secret: string
  /** What it is about to tell. */
  readonly body: object
}

/** A webhook at ClickUp, and a task. */
export async function fillClickup(
  { database, vault }: TestApp,
  { workspaceId, connectionId }: { readonly workspaceId: string; readonly connectionId: string },
): Promise<ClickupHook> {
  const scope = systemScope(workspaceId, 'test')
  const secret = `clickup-secret-of-${workspaceId}`
  const webhookId = `webhook-of-${workspaceId}`
  await inWorkspace(database.db, scope, async (tx) => {
    const secretSealed = await vault.seal(tx, scope, { purpose: 'clickup-webhook', text: secret })
    const place = { teamId: 'team', listId: '900', endpoint: 'https://switchyard.example' }
    await storeWebhook(tx, scope, { webhookId, connectionId, ...place, secretSealed })
    const at = new Date()
    await tx
      .insertInto('clickupTasks')
      .values({
        workspaceId,
        taskId: `task-of-${workspaceId}`,
        listId: '900',
        name: 'a task',
        status: 'open',
        updatedAt: at,
        assigneeNames: [],
        tags: [],
        task: '{}',
        taskHash: Buffer.alloc(1),
        details: null,
        detailsReadAt: null,
        seenAt: at,
      })
      .execute()
  })
  const body = { event: 'taskUpdated', task_id: `task-of-${workspaceId}`, webhook_id: webhookId }
  return { connectionId, secret, body }
}

/** What looking after webhooks and hearing of tasks does, with the ids of both workspaces. */
export async function touchClickup(
  tx: Tx,
  scope: WorkspaceScope,
  { mine, theirs }: TwoWorkspaces,
): Promise<void> {
  const soon = new Date(Date.now() + 60_000)
  await keepOnlyWebhook(tx, scope, { webhookId: null, at: soon })
  await deleteRetiredWebhooks(tx, scope, new Date(0))
  await settleWebhookState(tx, scope, { jobId: 'an attack', found: { problem: 'an attack' } })
  await noteDelivery(tx, scope, soon)
  const gone = [mine, theirs].map(({ workspaceId }) => ({ taskId: `task-of-${workspaceId}`, at: soon }))
  await forgetDeleted(tx, scope, gone)
  await forgetMoved(tx, scope, gone)
}
