import { AppError } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { dedupeKey } from './dedupe-key.ts'
import type { ReceiveDeps } from './deps.ts'
import type { Receipt } from './new-delivery.ts'
import { readBody } from './read-body.ts'

interface IncomingDelivery {
  readonly type: string
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
): Promise<Exclude<Receipt, { outcome: 'refused' }>> {
  const { type, source, active, body } = input
  const payload = readBody(body)
  requireOwnWorkspace(scope, payload)
  const receipt = await deps.inbox.push(scope.workspaceId, {
    eventId: newId(),
    type,
    key: dedupeKey(deps.windows, type, { bytes: body, payload }),
    source,
    body,
    idempotencyKey: input.idempotencyKey?.slice(0, MAX_IDEMPOTENCY_KEY) ?? null,
    active,
    receivedAt: deps.clock.now(),
  })
  if (receipt.outcome === 'refused')
    throw new AppError('UNAUTHORIZED', 'The workspace of this token is not installed here any more.')
  deps.observe?.(receipt.outcome)
  if (receipt.outcome === 'stored')
    deps.publish(scope, 'webhook', {
      id: receipt.webhookEventId,
      type,
      status: receipt.status,
    })
  return receipt
}

/** The workspace comes from the token; several bodies name none, but one that does must name the same. */
function requireOwnWorkspace(scope: WorkspaceScope, payload: JsonObject): void {
  const named = Object.hasOwn(payload, 'workspaceId') ? payload['workspaceId'] : undefined
  if (named !== undefined && named !== null && named !== scope.workspaceId)
    throw new AppError('FORBIDDEN', 'The body names another workspace than the token.')
}
