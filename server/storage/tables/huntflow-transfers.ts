import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>

export interface HuntflowTransfersTable {
  workspaceId: string
  id: string
  taskId: string
  accountId: string
  vacancyId: string | null
  stageId: string | null
  includeComments: boolean
  status: 'waiting' | 'running' | 'needs-decision' | 'completed' | 'failed' | 'abandoned'
  step: string
  sentAt: Date | null
  looks: Generated<number>
  runId: string | null
  data: Json
  error: string | null
  requestedBy: Json
  createdAt: Date
  updatedAt: Date
  finishedAt: Date | null
}
