export interface RateLimitsTable {
  workspaceId: string
  nextAt: Date
  blockedUntil: Date | null
  learnedPerHour: number | null
}
