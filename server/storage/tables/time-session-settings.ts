import type { ColumnType } from 'kysely'

export interface TimeSessionSettingsTable {
  workspaceId: string
  settings: ColumnType<unknown, string, string>
  updatedAt: Date
}
