import type { ColumnType, Generated } from 'kysely'

export interface RecordsTable {
  workspaceId: string
  collection: string
  id: string
  parentId: Generated<string>
  name: string | null
  payload: ColumnType<unknown, string, string>
  source: string
  fetchedAt: Date
  deletedAt: Date | null
}
