import type { Generated } from 'kysely'

export interface BootstrapRunsTable {
  workspaceId: string
  id: string
  status: 'planned' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled'
  startedAt: Date
  finishedAt: Date | null
  activeMs: Generated<number>
  resumesAt: Date | null
  error: string | null
}
