import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import { deleteDeliveries } from './webhook-delivery.store.ts'
import { deleteEvents } from './webhook-event.store.ts'
import { deleteStates } from './webhook-state.store.ts'

/** Hooks go with the workspace's row. */
export async function uninstallWebhooks(tx: Tx, scope: WorkspaceScope): Promise<void> {
  await deleteDeliveries(tx, scope)
  await deleteStates(tx, scope)
  await deleteEvents(tx, scope)
}
