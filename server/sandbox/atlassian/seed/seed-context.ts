import type { Random } from '../../shared/random.ts'
import type { AtlassianSandboxSize } from '../options.ts'
import type { World } from '../world.ts'

export interface SeedContext {
  readonly world: World
  readonly random: Random
  readonly size: AtlassianSandboxSize
}

/** The list over and over, with a number from the second round on. */
export function nameAt(names: readonly string[], index: number): string {
  const name = names[index % names.length] ?? 'Item'
  const round = Math.floor(index / names.length) + 1
  return round === 1 ? name : `${name} ${round}`
}
