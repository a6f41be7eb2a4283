import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import { askForMessage } from './ask-for-message.ts'
import { findTaskMessage } from './message.store.ts'

/** Has the task's message made fit, where there is one: none is posted for this. */
export async function askForNews(tx: Tx, scope: WorkspaceScope, trackedId: string): Promise<void> {
  if ((await findTaskMessage(tx, scope, trackedId)) !== undefined) await askForMessage(tx, scope, trackedId)
}
