import { readBody, showBody } from './read-body.ts'
import type { Replay } from './replay-event.ts'
import type { Repetition } from './webhook-delivery.store.ts'
import type { ReplayOutcome, WebhookEventDetail, WebhookEventSummary } from './webhook-event.schemas.ts'
import type { EventHead, EventRow } from './webhook-event.store.ts'

export function eventView(row: EventHead, repetitions: readonly Repetition[]): WebhookEventSummary {
  const again = repetitions.filter(({ eventId }) => eventId === row.id)
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
    deliveries: [
      { receivedAt: row.receivedAt.toISOString(), outcome: 'stored' },
      ...again.map(({ receivedAt }) => ({
        receivedAt: receivedAt.toISOString(),
        outcome: 'duplicate' as const,
      })),
    ],
    deliveryCount: 1 + (again[0]?.total ?? 0),
  }
}

export function eventDetailView(row: EventRow, repetitions: readonly Repetition[]): WebhookEventDetail {
  return { ...eventView(row, repetitions), payload: readBody(row.body), body: showBody(row.body) }
}

export function replayView({ dryRun, subscriptions, event }: Replay): ReplayOutcome {
  return {
    dryRun,
    subscriptions: [...subscriptions],
    event: { ...event, receivedAt: event.receivedAt.toISOString() },
  }
}
