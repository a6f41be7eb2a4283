import type { ColumnType } from 'kysely'

export interface ConnectionAuthorizationsTable {
  workspaceId: string
  stateHash: Buffer
  browserHash: Buffer
  connector: string
  actor: ColumnType<unknown, string, string>
  expiresAt: Date
}
