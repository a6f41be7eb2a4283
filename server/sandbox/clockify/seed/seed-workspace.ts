import type { SandboxSize } from '../options.ts'
import { makeId } from '../state/ids.ts'
import { emptyState, type WorkspaceState } from '../state/state.ts'
import { createRandom, type Random } from '../../shared/random.ts'
import { seedAbsence } from './seed-absence.ts'
import { DAY_MS, type SeedContext } from './seed-context.ts'
import { seedMoney } from './seed-money.ts'
import { seedPeople } from './seed-people.ts'
import { seedTime } from './seed-time.ts'
import { seedWork } from './seed-work.ts'

/** The same seed, size and moment give the same workspace, id for id. */
export function seedWorkspace(
  seed: number,
  size: SandboxSize,
  nowMs: number,
): { state: WorkspaceState; random: Random } {
  const random = createRandom(seed)
  const madeMs = nowMs - 1000 * DAY_MS
  const state = emptyState(makeId(random, madeMs), makeId(random, madeMs))
  const context: SeedContext = { state, random, size, nowMs }
  seedPeople(context)
  seedWork(context)
  seedTime(context)
  seedMoney(context)
  seedAbsence(context)
  return { state, random }
}
