import type { Random } from '../../shared/random.ts'
import type { HuntflowState } from '../state/state.ts'

export const DAY_MS = 86_400_000

export interface SeedContext {
  readonly state: HuntflowState
  readonly random: Random
  readonly nowMs: number
}
