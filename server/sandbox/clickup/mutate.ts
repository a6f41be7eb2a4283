import { bindMutations, type Bound } from '../shared/bind-mutations.ts'
import * as places from './mutations/places.ts'
import * as taskDetails from './mutations/task-details.ts'
import * as tasks from './mutations/tasks.ts'
import * as webhooks from './mutations/webhooks.ts'
import type { World } from './world.ts'

const MUTATIONS = { ...places, ...taskDetails, ...tasks, ...webhooks }

export type Mutate = Bound<World, typeof MUTATIONS>

export function mutateIn(world: World): Mutate {
  return bindMutations(world, MUTATIONS)
}
