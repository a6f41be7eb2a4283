import { bindMutations, type Bound } from '../shared/bind-mutations.ts'
import * as absence from './mutations/absence.ts'
import * as money from './mutations/money.ts'
import * as people from './mutations/people.ts'
import * as timeEntries from './mutations/time-entries.ts'
import * as work from './mutations/work.ts'
import type { World } from './world.ts'

const MUTATIONS = { ...absence, ...money, ...people, ...timeEntries, ...work }

export type Mutate = Bound<World, typeof MUTATIONS>

export function mutateIn(world: World): Mutate {
  return bindMutations(world, MUTATIONS)
}
