import { gone, noAccess, teamNotAuthorized, badInput, ApiError } from '../http/api-error.ts'
import { roleIn } from '../http/authenticate.ts'
import type { ApiRequest } from '../http/route.ts'
import { param } from '../http/route.ts'
import type { World } from '../world.ts'
import { listOf, mustHave, spaceOf } from './look-up.ts'
import type { Comment, Folder, List, Space, Task, Team } from './model.ts'

const GUEST = 4

/** The Workspace of the path; any that the token does not cover is refused alike, existing or not. */
export function requireTeam(world: World, request: ApiRequest, id: string): Team {
  const team = world.state.teams.get(id)
  if (team === undefined || !request.caller.teamIds.includes(id)) throw teamNotAuthorized()
  return team
}

export function canSee(world: World, request: ApiRequest, space: Space): boolean {
  const { userId, teamIds } = request.caller
  if (!teamIds.includes(space.teamId)) return false
  const isInvited = space.memberIds.includes(userId)
  return isInvited || (!space.isPrivate && roleIn(world, space.teamId, userId) !== GUEST)
}

export function requireSpace(world: World, request: ApiRequest, id: string): Space {
  if (world.state.gone.has(id)) throw gone('Space', 'PROJ_006')
  const space = world.state.spaces.get(id)
  if (space === undefined) throw teamNotAuthorized()
  return seen(world, request, space)
}

export function requireFolder(world: World, request: ApiRequest, id: string): Folder {
  if (world.state.gone.has(id)) throw gone('Folder', 'CAT_006')
  const folder = world.state.folders.get(id)
  if (folder === undefined) throw teamNotAuthorized()
  seen(world, request, mustHave(world.state.spaces, folder.spaceId))
  return folder
}

export function requireList(world: World, request: ApiRequest, id: string): List {
  if (world.state.gone.has(id)) throw gone('List', 'SUBCAT_006')
  const list = world.state.lists.get(id)
  if (list === undefined) throw badInput('List ID invalid', 'INPUT_003')
  seen(world, request, spaceOf(world.state, list))
  return list
}

/** The task of the path, by its id or, when asked so, by its custom id. */
export function requireTask(world: World, request: ApiRequest): Task {
  return taskById(world, request, param(request, 'task_id'))
}

export function taskById(world: World, request: ApiRequest, id: string): Task {
  if (world.state.gone.has(id)) throw gone('Task', 'ITEM_013')
  const task = isByCustomId(request) ? byCustomId(world, request, id) : world.state.tasks.get(id)
  if (task === undefined) throw unknownTask(world)
  seen(world, request, spaceOf(world.state, listOf(world.state, task)))
  return task
}

export function requireComment(world: World, request: ApiRequest): Comment {
  const comment = world.state.comments.get(param(request, 'comment_id'))
  const task = comment === undefined ? undefined : world.state.tasks.get(comment.taskId)
  if (comment === undefined || task === undefined)
    throw new ApiError(404, 'Comment not found', { code: 'COMMENT_006' })
  seen(world, request, spaceOf(world.state, listOf(world.state, task)))
  return comment
}

function seen(world: World, request: ApiRequest, space: Space): Space {
  if (!request.caller.teamIds.includes(space.teamId)) throw teamNotAuthorized()
  if (!canSee(world, request, space)) throw noAccess()
  return space
}

/** Both parameters are needed. */
function isByCustomId(request: ApiRequest): boolean {
  return request.query.get('custom_task_ids') === 'true' && request.query.has('team_id')
}

function byCustomId(world: World, request: ApiRequest, id: string): Task | undefined {
  const team = requireTeam(world, request, request.query.get('team_id') ?? '')
  return [...world.state.tasks.values()].find(
    (task) => task.customId === id && spaceOf(world.state, listOf(world.state, task)).teamId === team.id,
  )
}

function unknownTask(world: World): Error {
  return world.quirks.unknownTask === 'unauthorized'
    ? teamNotAuthorized()
    : new ApiError(404, 'Task not found', { code: 'ITEM_015' })
}
