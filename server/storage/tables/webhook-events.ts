import type { Generated } from 'kysely'

export interface WebhookEventsTable {
  workspaceId: string
  id: string
  type: string
  entityId: string | null
  source: string
  body: Buffer
  bodyHash: Buffer
  status: Generated<'received' | 'done' | 'ignored' | 'failed'>
  ambiguous: Generated<boolean>
  error: string | null
  receivedAt: Date
  handledAt: Date | null
}
