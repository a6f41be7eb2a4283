import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ClickupWebhookDeps } from './deps.ts'
import { findWebhookState } from './webhook-state.store.ts'
import type { WebhookStateView } from './webhook.schemas.ts'

const NONE: WebhookStateView = {
  status: 'none',
  listId: null,
  endpoint: null,
  failCount: 0,
  checkedAt: null,
  lastDeliveryAt: null,
  problem: null,
}

export async function readWebhookState(
  { db }: Pick<ClickupWebhookDeps, 'db'>,
  scope: WorkspaceScope,
): Promise<WebhookStateView> {
  const state = await inWorkspaceAtOnce(db, scope, (tx) => findWebhookState(tx, scope))
  if (state === undefined) return NONE
  const { checkedAt, lastDeliveryAt, ...found } = state
  return {
    ...found,
    checkedAt: checkedAt?.toISOString() ?? null,
    lastDeliveryAt: lastDeliveryAt?.toISOString() ?? null,
  }
}
