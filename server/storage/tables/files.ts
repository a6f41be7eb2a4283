import type { ColumnType } from 'kysely'

export interface FilesTable {
  workspaceId: string
  id: string
  name: string
  contentType: string
  /** A bigint, which drivers give as text. */
  sizeBytes: ColumnType<string | number | null, number | null, number | null>
  createdAt: Date
}
