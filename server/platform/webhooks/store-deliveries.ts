import { inWorkspace, type Db } from '../../storage/db.ts'
import { INACTIVE } from './inactive.ts'
import { dispatchEvent } from './jobs.ts'
import type { NewDelivery, Receipt } from './new-delivery.ts'
import { insertDeliveries } from './webhook-delivery.store.ts'
import { keepStates, type KeptState } from './webhook-state.store.ts'

/** Stores deliveries of different entities in one transaction; the receipts are in the order of the deliveries. */
export async function storeDeliveries(
  deps: { readonly db: Db },
  scope: { readonly workspaceId: string },
  deliveries: readonly NewDelivery[],
): Promise<readonly Receipt[]> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const kept = await keepStates(tx, scope, deliveries)
    if (kept.length === 0) return deliveries.map(() => ({ outcome: 'refused' }))
    const eventIds = eventIdsOf(deliveries, kept)
    await insertDeliveries(tx, scope, {
      deliveries,
      eventIds,
      dispatch: dispatchEvent,
      inactiveReason: INACTIVE,
    })
    return deliveries.map(({ eventId }, index) => receiptOf(eventId, eventIds[index] ?? eventId))
  })
}

/** Two deliveries with the same key must not be in one batch. */
export function keyOf(delivery: Pick<NewDelivery, 'type' | 'key'>): string {
  return `${delivery.type} ${delivery.key.entityKey}`
}

function eventIdsOf(deliveries: readonly NewDelivery[], kept: readonly KeptState[]): string[] {
  const byKey = new Map(kept.map(({ type, entityKey, eventId }) => [`${type} ${entityKey}`, eventId]))
  return deliveries.map((delivery) => byKey.get(keyOf(delivery)) ?? delivery.eventId)
}

function receiptOf(ownId: string, webhookEventId: string): Receipt {
  return { outcome: ownId === webhookEventId ? 'stored' : 'duplicate', webhookEventId }
}
