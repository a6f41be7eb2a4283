export interface RateMinutesTable {
  workspaceId: string
  minute: Date
  used: number
}
