import type { ColumnType } from 'kysely'

/** An operation of the service whose end its answers have announced. */
export interface ConnectionWarning {
  readonly operation: string
  readonly heardAt: string
  readonly endsAt: string | null
}

export interface ConnectionsTable {
  workspaceId: string
  id: string
  connector: string
  baseUrl: string
  credentialsSealed: Buffer
  status: 'untested' | 'ok' | 'failing'
  account: string | null
  lastError: string | null
  testedAt: Date | null
  savedAt: Date
  requestsPerMinute: number | null
  renewingUntil: Date | null
  warnings: ColumnType<readonly ConnectionWarning[], string | undefined, string>
}
