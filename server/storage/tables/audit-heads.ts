import type { ColumnType } from 'kysely'

export interface AuditHeadsTable {
  workspaceId: string
  /** A bigint, which drivers give as text. */
  seq: ColumnType<string | number, number, number>
  hash: Buffer
}
