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
  /** The entity's id, or '#' and the body's hash where it has none. */
  entityKey: string
  /** 0 = the entity's newest event of this type; the older ones are numbered in their order. */
  superseded: Generated<number>
  source: string
  body: Buffer
  bodyHash: Buffer
  /** Of the first delivery. */
  idempotencyKey: string | null
  status: Generated<'received' | 'done' | 'ignored' | 'failed'>
  ambiguous: Generated<boolean>
  error: string | null
  receivedAt: Date
  handledAt: Date | null
  /** By the name of the subscription. */
  runs: ColumnType<Readonly<Record<string, WebhookRun>>, string | undefined, string>
}
