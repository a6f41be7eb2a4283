import type { ColumnType, Generated } from 'kysely'

export interface JobsTable {
  id: string
  workspaceId: string | null
  name: string
  payload: ColumnType<unknown, string, string>
  state: Generated<'ready' | 'running' | 'done' | 'failed' | 'cancelled'>
  priority: Generated<number>
  /** Claimed and run many at a time. */
  batched: Generated<boolean>
  attempts: Generated<number>
  maxAttempts: number
  runAt: Date
  leaseOwner: string | null
  leaseUntil: Date | null
  dedupeKey: string | null
  progress: ColumnType<unknown, string | null, string | null>
  lastError: string | null
  createdAt: Date
  finishedAt: Date | null
}
