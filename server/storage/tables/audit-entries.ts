import type { ColumnType } from 'kysely'

export interface AuditEntriesTable {
  workspaceId: string
  /** A bigint, which drivers give as text. */
  seq: ColumnType<string | number, number, never>
  id: string
  at: Date
  actor: ColumnType<unknown, string, never>
  action: string
  sessionId: string | null
  eventId: string | null
  changes: ColumnType<unknown, string, never>
  note: string | null
  previousHash: Buffer
  hash: Buffer
}
