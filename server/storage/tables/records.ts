import type { ColumnType, Generated } from 'kysely'

export interface RecordsTable {
  workspaceId: string
  collection: string
  id: string
  parentKey: Generated<string>
  parentId: string | null
  name: string | null
  payload: ColumnType<unknown, string, string>
  source: string
  fetchedAt: Date
  deletedAt: Date | null
}
