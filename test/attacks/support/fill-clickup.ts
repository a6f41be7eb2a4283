import { readTask } from '../../../server/connectors/clickup/index.ts'
import { lockStoredSettings, updateStoredSettings } from '../../../server/storage/settings.store.ts'
import { taskToStore } from '../../../server/features/clickup-tasks/tasks/stored-task.ts'
import { storeTasks } from '../../../server/features/clickup-tasks/tasks/task.store.ts'
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
import {
  insertAuthorization,
  takeAuthorization,
  deleteExpiredAuthorizations,
} from '../../../server/platform/connections/authorization.store.ts'
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

const SOURCE = {
  name: 'a task',
  status: { status: 'open' },
  date_created: '1',
  date_updated: '1',
  list: { id: '900' },
}
const AUTHORIZATION = { stateHash: Buffer.alloc(32), browserHash: Buffer.alloc(32), connector: 'clickup' }

/** A webhook at ClickUp, a task, and somebody who is asked for consent. */
export async function fillClickup(
  { database, vault }: TestApp,
  { workspaceId, connectionId }: { readonly workspaceId: string; readonly connectionId: string },
): Promise<ClickupHook> {
  const scope = systemScope(workspaceId, 'test')
  const secret = `clickup-secret-of-${workspaceId}`
  const webhookId = `webhook-of-${workspaceId}`
  await inWorkspace(database.db, scope, async (tx) => {
    const secretSealed = await vault.seal(tx, scope, { purpose: 'clickup-webhook', text: secret })
    await lockStoredSettings(tx, scope, { table: 'clickupSettings', at: new Date() })
    await updateStoredSettings(tx, scope, {
      table: 'clickupSettings',
      settings: { teamId: 'team', spaceId: 'space', listId: '900' },
    })
    const place = { teamId: 'team', listId: '900', endpoint: 'https://switchyard.example' }
    await storeWebhook(tx, scope, { webhookId, connectionId, ...place, secretSealed })
    const task = taskToStore(readTask({ ...SOURCE, id: `task-of-${workspaceId}` })!)
    await storeTasks(tx, scope, { tasks: [task], seenAt: new Date() })
  })
  await inWorkspace(database.db, scope, (tx) =>
    insertAuthorization(tx, scope, {
      ...AUTHORIZATION,
      actor: '{}',
      expiresAt: new Date(Date.now() + 3_600_000),
    }),
  )
  const body = { event: 'taskUpdated', task_id: `task-of-${workspaceId}`, webhook_id: webhookId }
  return { connectionId, secret, body }
}

/** What looking after webhooks and hearing of tasks does, with an id of the other workspace. */
export async function touchClickupWebhooks(
  tx: Tx,
  scope: WorkspaceScope,
  { theirs }: TwoWorkspaces,
): Promise<void> {
  const soon = new Date(Date.now() + 60_000)
  await keepOnlyWebhook(tx, scope, { webhookId: null, at: soon })
  await deleteRetiredWebhooks(tx, scope, new Date(0))
  await settleWebhookState(tx, scope, { jobId: 'an attack', found: { problem: 'an attack' } })
  await noteDelivery(tx, scope, soon)
  await deleteExpiredAuthorizations(tx, scope, new Date(0))
  await takeAuthorization(tx, scope, { ...AUTHORIZATION, now: new Date() })
  const gone = [{ taskId: `task-of-${theirs.workspaceId}`, at: soon }]
  await forgetDeleted(tx, scope, gone)
  await forgetMoved(tx, scope, gone)
}
