import type { Generated } from 'kysely'

export interface BootstrapStepsTable {
  workspaceId: string
  runId: string
  operationId: string
  position: number
  feeder: string | null
  status: 'pending' | 'running' | 'done' | 'skipped' | 'failed'
  reason: string | null
  expectedRequests: Generated<number>
  requests: Generated<number>
  pages: Generated<number>
  records: Generated<number>
  streams: Generated<number>
  streamsDone: Generated<number>
  streamsRefused: Generated<number>
  streamsFailed: Generated<number>
  note: string | null
}
