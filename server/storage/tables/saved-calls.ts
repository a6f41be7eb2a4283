import type { ColumnType } from 'kysely'

export interface SavedCallsTable {
  workspaceId: string
  id: string
  name: string
  connector: string
  operationId: string
  input: ColumnType<unknown, string, string>
  createdBy: string
  createdAt: Date
  updatedAt: Date
}
