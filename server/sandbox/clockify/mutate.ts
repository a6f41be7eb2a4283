import * as absence from './mutations/absence.ts'
import * as money from './mutations/money.ts'
import * as people from './mutations/people.ts'
import * as timeEntries from './mutations/time-entries.ts'
import * as work from './mutations/work.ts'
import type { World } from './world.ts'

const MUTATIONS = { ...absence, ...money, ...people, ...timeEntries, ...work }
type Mutations = typeof MUTATIONS

/** Every mutation with the sandbox already given: `createTag({ name })` instead of `createTag(world, { name })`. */
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
