export interface TimeSessionsTable {
  workspaceId: string
  id: string
  externalId: string | null
  personId: string
  description: string
  projectId: string | null
  projectName: string | null
  taskId: string | null
  taskName: string | null
  billable: boolean
  startedAt: Date
  endedAt: Date | null
  durationSeconds: number | null
  timeZone: string | null
  offsetStart: number | null
  offsetEnd: number | null
  running: boolean
  overtime: boolean
  status: 'open' | 'closed' | 'under-review' | 'approved' | 'rejected' | 'deleted'
  edits: number
  note: string | null
  approvedStartedAt: Date | null
  approvedEndedAt: Date | null
  approvedSeconds: number | null
  decision: 'approved' | 'rejected' | null
  decidedEdits: number | null
  createdAt: Date
  updatedAt: Date
}
