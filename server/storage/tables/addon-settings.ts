import type { ColumnType } from 'kysely'

export interface AddonSettingsTable {
  workspaceId: string
  id: string
  value: ColumnType<unknown, string, string>
  updatedAt: Date
}
