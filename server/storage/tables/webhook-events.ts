import type { ColumnType, Generated } from 'kysely'

export interface WebhookRun {
  readonly status: 'waiting' | 'done' | 'ignored' | 'failed'
  readonly error: string | null
}

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
  /** By the name of the subscription. */
  runs: ColumnType<Readonly<Record<string, WebhookRun>>, string | undefined, string>
}
