import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { DedupeKey } from './dedupe-key.ts'
import type { ReceiveDeps } from './deps.ts'
import type { Receipt } from './new-delivery.ts'

interface IncomingDelivery {
  readonly type: string
  readonly key: DedupeKey
  readonly source: string
  readonly active: boolean
  readonly body: Buffer
  readonly idempotencyKey: string | undefined
}

const MAX_IDEMPOTENCY_KEY = 200

/** Stores it once and schedules its dispatch, in one transaction that has committed when this answers; runs no subscriber. */
export async function receiveDelivery(
  deps: ReceiveDeps,
  scope: WorkspaceScope,
  input: IncomingDelivery,
): Promise<Receipt> {
  const { type, key, source, active, body } = input
  const receipt = await deps.inbox.push(scope.workspaceId, {
    eventId: newId(),
    type,
    key,
    source,
    body,
    idempotencyKey: input.idempotencyKey?.slice(0, MAX_IDEMPOTENCY_KEY) ?? null,
    active,
    receivedAt: deps.clock.now(),
  })
  if (receipt.outcome === 'refused') return receipt
  deps.observe?.(receipt.outcome)
  if (receipt.outcome === 'stored')
    deps.publish(scope, 'webhook', {
      id: receipt.webhookEventId,
      type,
      status: receipt.status,
    })
  return receipt
}
