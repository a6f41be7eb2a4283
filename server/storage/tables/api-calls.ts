import type { ColumnType } from 'kysely'

export interface ApiCallsTable {
  workspaceId: string
  id: string
  connector: string
  operationId: string
  actorType: string
  actorId: string
  method: string
  url: string
  request: ColumnType<unknown, string, string>
  status: number | null
  response: ColumnType<unknown, string | null, string | null>
  problem: string | null
  durationMs: number
  attempts: number
  pages: number
  violations: ColumnType<unknown, string, string>
  createdAt: Date
}
