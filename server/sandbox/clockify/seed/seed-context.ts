import type { SandboxSize } from '../options.ts'
import { makeId } from '../state/ids.ts'
import type { WorkspaceState } from '../state/state.ts'
import type { Random } from '../../shared/random.ts'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000

export interface SeedContext {
  readonly state: WorkspaceState
  readonly random: Random
  readonly size: SandboxSize
  readonly nowMs: number
}

/** An id that looks as if the record was made some days ago. */
export function pastId(context: SeedContext, days: number): string {
  return makeId(context.random, context.nowMs - Math.floor(days * DAY_MS))
}

export function times(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** The word at this place; further rounds through the list get a number, so that names stay different. */
export function nameAt(words: readonly string[], index: number): string {
  const word = words[index % words.length] ?? ''
  const round = Math.floor(index / words.length)
  return round === 0 ? word : `${word} ${round + 1}`
}
