import type { ColumnType } from 'kysely'

type Json = ColumnType<unknown, string, string>
type NullableJson = ColumnType<unknown, string | null, string | null>

export interface ClickupSettingsTable {
  workspaceId: string
  settings: Json
  updatedAt: Date
}

export interface ClickupTasksTable {
  workspaceId: string
  taskId: string
  listId: string
  name: string
  status: string
  updatedAt: Date
  assigneeNames: string[]
  tags: string[]
  task: Json
  taskHash: Buffer
  details: NullableJson
  detailsReadAt: Date | null
  seenAt: Date
}
