import type { GeneratedAlways } from 'kysely'

export interface WebhookDeliveriesTable {
  workspaceId: string
  id: GeneratedAlways<number>
  eventId: string
  outcome: 'stored' | 'duplicate'
  idempotencyKey: string | null
  receivedAt: Date
}
