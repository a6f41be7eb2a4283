export interface ApiDriftTable {
  workspaceId: string
  connector: string
  operationId: string
  pointer: string
  kind: string
  sample: string
  count: number
  firstSeenAt: Date
  lastSeenAt: Date
}
