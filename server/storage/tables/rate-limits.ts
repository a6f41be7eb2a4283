import type { Generated } from 'kysely'

export interface RateLimitsTable {
  workspaceId: string
  service: Generated<string>
  nextAt: Date
  blockedUntil: Date | null
  refusals: Generated<number>
  learnedPerHour: number | null
  learnedAt: Date | null
  learnedUntil: Date | null
  latestMinute: Generated<number>
  used: Generated<number[]>
  refused: Generated<number[]>
  arrivals: Generated<number[]>
}
