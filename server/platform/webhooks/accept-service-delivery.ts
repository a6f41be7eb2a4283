import { createHash } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { DedupeKey } from './dedupe-key.ts'
import type { ReceiveDeps } from './deps.ts'
import { receiveDelivery } from './receive-delivery.ts'
import type { IncomingRequest, ServiceDoor, SignedDelivery } from './service-door.ts'

/** Stores it once. A refusal is 403, because ClickUp takes 401 and 410 as a wish to hear no more (facts: clickup, fact 6). */
export async function acceptServiceDelivery(
  deps: ReceiveDeps,
  door: ServiceDoor,
  request: IncomingRequest,
): Promise<{ readonly outcome: 'stored' | 'duplicate' }> {
  const signed = await door.identify(request)
  if (signed === undefined) throw refused(door)
  const { outcome } = await receiveDelivery(deps, signed.scope, {
    type: signed.type,
    key: keyOf(signed, request.body),
    source: `${door.service}:${request.connectionId}`,
    active: true,
    body: request.body,
    idempotencyKey: undefined,
  })
  if (outcome === 'refused') throw refused(door)
  return { outcome }
}

function refused({ label }: ServiceDoor): AppError {
  return new AppError('FORBIDDEN', `This is not signed by a webhook that ${label} has for this connection.`)
}

function keyOf({ entityId, repeatsForMs }: SignedDelivery, body: Buffer): DedupeKey {
  const bodyHash = createHash('sha256').update(body).digest()
  return { entityId, entityKey: entityId ?? `#${bodyHash.toString('hex')}`, bodyHash, repeatsForMs }
}
