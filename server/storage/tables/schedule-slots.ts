export interface ScheduleSlotsTable {
  schedule: string
  slot: Date
}
