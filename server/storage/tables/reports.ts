import type { ColumnType } from 'kysely'

export interface ReportsTable {
  workspaceId: string
  id: string
  kind: 'weekly' | 'monthly' | 'custom'
  personId: string | null
  fromDay: string
  toDay: string
  zone: string
  status: 'waiting' | 'running' | 'done' | 'failed'
  sessions: number
  error: string | null
  fileId: string | null
  requestedBy: ColumnType<unknown, string, string>
  email: string | null
  periodKey: string | null
  mailedTo: ColumnType<unknown, string, string>
  createdAt: Date
  finishedAt: Date | null
}
