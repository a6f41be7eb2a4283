import * as issues from './mutations/issues.ts'
import * as pages from './mutations/pages.ts'
import * as settings from './mutations/settings.ts'
import type { World } from './world.ts'

const MUTATIONS = { ...issues, ...pages, ...settings }
type Mutations = typeof MUTATIONS

/** Every mutation with the sandbox already given: `deletePage(id)` instead of `deletePage(world, id)`. */
export type Mutate = {
  readonly [Name in keyof Mutations]: Mutations[Name] extends (
    world: World,
    ...rest: infer Rest
  ) => infer Result
    ? (...rest: Rest) => Result
    : never
}

export function bindMutations(world: World): Mutate {
  type Mutation = (world: World, ...rest: readonly unknown[]) => unknown
  const bound = Object.entries(MUTATIONS).map(([name, mutation]) => [
    name,
    // Each entry of MUTATIONS takes the world first; the mapped type above says the same for every name.
    (...rest: readonly unknown[]) => (mutation as Mutation)(world, ...rest),
  ])
  return Object.fromEntries(bound) as Mutate
}
