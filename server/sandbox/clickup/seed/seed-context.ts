import type { Random } from '../../shared/random.ts'
import type { ClickUpSandboxSize } from '../options.ts'
import type { Plan, Status, StatusType } from '../state/model.ts'
import type { ClickUpState } from '../state/state.ts'
import { makeUuid } from '../state/ids.ts'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000

export interface SeedContext {
  readonly state: ClickUpState
  readonly random: Random
  readonly size: ClickUpSandboxSize
  readonly plan: Plan
  readonly nowMs: number
}

export function makeStatuses(
  random: Random,
  names: readonly (readonly [string, StatusType, string])[],
): readonly Status[] {
  return names.map(([name, type, color], orderindex) => ({
    id: `p${makeUuid(random).slice(0, 8)}`,
    name,
    type,
    color,
    orderindex,
  }))
}
