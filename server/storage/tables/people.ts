export interface PeopleTable {
  workspaceId: string
  id: string
  externalId: string | null
  name: string
  email: string | null
  hoursPerMonth: number | null
  enabled: boolean
  notify: boolean
  timeZone: string | null
  overtimeHours: number | null
  createdAt: Date
  updatedAt: Date
}
