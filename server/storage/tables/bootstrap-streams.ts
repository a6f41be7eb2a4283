import type { ColumnType, Generated } from 'kysely'

export interface BootstrapStreamsTable {
  workspaceId: string
  runId: string
  operationId: string
  streamKey: string
  position: number
  pathValues: ColumnType<unknown, string, string>
  status: Generated<'pending' | 'done' | 'refused' | 'failed'>
  nextPage: Generated<number>
  marks: Generated<string[]>
}
