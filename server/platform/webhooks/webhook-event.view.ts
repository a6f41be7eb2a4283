import { readBody, showBody } from './read-body.ts'
import type { Replay } from './replay-event.ts'
import type { StoredDelivery } from './webhook-delivery.store.ts'
import type { ReplayOutcome, WebhookEventDetail, WebhookEventSummary } from './webhook-event.schemas.ts'
import type { EventHead, EventRow } from './webhook-event.store.ts'

export function eventView(row: EventHead, deliveries: readonly StoredDelivery[]): WebhookEventSummary {
  const own = deliveries.filter(({ eventId }) => eventId === row.id)
  return {
    id: row.id,
    type: row.type,
    entityId: row.entityId,
    source: row.source,
    ambiguous: row.ambiguous,
    receivedAt: row.receivedAt.toISOString(),
    handledAt: row.handledAt?.toISOString() ?? null,
    status: row.status,
    error: row.error,
    runs: Object.entries(row.runs).map(([subscription, { status, error }]) => ({
      subscription,
      status,
      error,
    })),
    deliveries: own.map(({ receivedAt, outcome }) => ({ receivedAt: receivedAt.toISOString(), outcome })),
    deliveryCount: own[0]?.total ?? 0,
  }
}

export function eventDetailView(row: EventRow, deliveries: readonly StoredDelivery[]): WebhookEventDetail {
  return { ...eventView(row, deliveries), payload: readBody(row.body), body: showBody(row.body) }
}

export function replayView({ dryRun, subscriptions, event }: Replay): ReplayOutcome {
  return {
    dryRun,
    subscriptions: [...subscriptions],
    event: { ...event, receivedAt: event.receivedAt.toISOString() },
  }
}
