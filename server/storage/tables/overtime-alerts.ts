export interface OvertimeAlertsTable {
  workspaceId: string
  personId: string
  period: 'day' | 'week'
  startsOn: string
  limitHours: number
  noticedAt: Date
}
