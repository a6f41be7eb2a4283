import type { GeneratedAlways } from 'kysely'

/** Repetitions; the first delivery is the event itself. */
export interface WebhookDeliveriesTable {
  workspaceId: string
  id: GeneratedAlways<number>
  eventId: string
  /** `stored` only comes from a process of the version before. */
  outcome: 'stored' | 'duplicate'
  idempotencyKey: string | null
  receivedAt: Date
}
