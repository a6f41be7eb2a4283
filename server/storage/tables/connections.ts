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
}
