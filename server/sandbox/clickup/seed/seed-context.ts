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

export function times(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** Round and round through the words. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length]
  if (item === undefined) throw new RangeError('there is nothing to take from')
  return item
}

/** The word at this place; further rounds get a number, so that names stay different. */
export function nameAt(words: readonly string[], index: number): string {
  const round = Math.floor(index / words.length)
  return round === 0 ? at(words, index) : `${at(words, index)} ${round + 1}`
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
