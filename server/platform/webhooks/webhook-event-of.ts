import type { WebhookEvent } from '../feature.ts'
import { readBody } from './read-body.ts'
import type { EventRow } from './webhook-event.store.ts'

/** A stored event as subscribers get it. */
export function webhookEventOf(row: EventRow, replayed: boolean): WebhookEvent {
  return {
    id: row.id,
    type: row.type,
    entityId: row.entityId,
    payload: readBody(row.body),
    receivedAt: row.receivedAt,
    ambiguous: row.ambiguous,
    replayed,
  }
}
