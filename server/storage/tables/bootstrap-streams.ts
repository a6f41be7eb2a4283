import type { ColumnType, Generated } from 'kysely'

export interface BootstrapStreamsTable {
  workspaceId: string
  runId: string
  operationId: string
  streamKey: string
  pathValues: ColumnType<unknown, string, string>
  status: Generated<'pending' | 'done' | 'failed'>
  nextPage: Generated<number>
  firstIds: Generated<string>
  error: string | null
}
