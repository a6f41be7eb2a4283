import { createRandom, type Random } from '../../shared/random.ts'
import type { ResolvedOptions } from '../options.ts'
import { makeUserId } from '../state/ids.ts'
import { addTask, type ClickUpState, emptyState } from '../state/state.ts'
import { seedAttachments, seedComments } from './seed-details.ts'
import type { SeedContext } from './seed-context.ts'
import { seedFields } from './seed-fields.ts'
import { makeTeam, seedPeople } from './seed-people.ts'
import { makeFolder, makeList, makeSpace, seedPlaces } from './seed-places.ts'
import { makeTask, seedTasks } from './seed-tasks.ts'

export interface Seeded {
  readonly state: ClickUpState
  /** Goes on where the seed stopped. */
  readonly random: Random
}

export function seedClickUp({ seed, size, plan, clock }: ResolvedOptions): Seeded {
  const context: SeedContext = {
    state: emptyState(),
    random: createRandom(seed),
    size,
    plan,
    nowMs: clock.now().getTime(),
  }
  const team = seedPeople(context)
  seedPlaces(context, team)
  seedFields(context, team)
  seedTasks(context)
  seedComments(context)
  seedAttachments(context)
  seedForeign(context)
  return { state: context.state, random: context.random }
}

/** A Workspace of somebody else, with one task. */
function seedForeign(context: SeedContext): void {
  const { state, random, nowMs } = context
  const team = makeTeam(context, 'Somebody else')
  const user = {
    id: makeUserId(random),
    username: 'A stranger',
    email: 'stranger@elsewhere.example',
    color: '#667684',
    profilePicture: null,
    timeZone: 'UTC',
  }
  state.users.set(user.id, user)
  team.members.push({ userId: user.id, role: 1, joinedMs: nowMs, invitedMs: nowMs, lastActiveMs: nowMs })
  const space = makeSpace(context, team, 0)
  const list = makeList(context, makeFolder(context, space, 0), 1)
  const task = makeTask(context, list, { index: 0, round: 0, parent: undefined })
  addTask(state, task)
  state.foreign = { teamId: team.id, spaceId: space.id, listId: list.id, taskId: task.id }
}
