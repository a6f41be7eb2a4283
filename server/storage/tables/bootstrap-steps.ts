import type { Generated } from 'kysely'

export interface BootstrapStepsTable {
  workspaceId: string
  runId: string
  operationId: string
  position: number
  status: 'pending' | 'running' | 'done' | 'skipped' | 'failed'
  reason: string | null
  pages: Generated<number>
  records: Generated<number>
}
