import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>

export interface ClickupImportsTable {
  workspaceId: string
  id: string
  listId: string
  target: 'cache' | 'huntflow'
  choices: Json
  status: 'running' | 'completed' | 'failed' | 'stopped' | 'cancelled'
  driver: string
  planned: Generated<boolean>
  /** Whole milliseconds, which the database gives as text. */
  planAfterMs: ColumnType<string | null, number | null | undefined, number | null>
  planPage: Generated<number>
  delayMs: number
  nextStartAt: Date
  errorMessage: string | null
  requestedBy: Json
  startedAt: Date
  finishedAt: Date | null
}

export interface ClickupImportItemsTable {
  workspaceId: string
  importId: string
  taskId: string
  position: number
  name: string
  status: 'pending' | 'running' | 'succeeded' | 'failed'
  attempts: Generated<number>
  error: string | null
  lease: string | null
  leasedUntil: Date | null
  begunAt: Date | null
  readyAt: Date | null
  finishedAt: Date | null
}
