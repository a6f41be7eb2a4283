import { ApiError, badInput } from '../http/api-error.ts'
import { type ApiRequest, ok, param, type Route } from '../http/route.ts'
import { requireFolder, requireList, requireSpace, requireTask, requireTeam } from '../state/access.ts'
import { statusOf, userOf } from '../state/look-up.ts'
import type { Task } from '../state/model.ts'
import { memberView } from '../views/user.view.ts'
import { nowMs, type World } from '../world.ts'

type Check = (world: World, request: ApiRequest) => unknown

const inTeam: Check = (world, request) =>
  requireTeam(world, request, param(request, 'team_id') || param(request, 'team_Id'))
const inSpace: Check = (world, request) => requireSpace(world, request, param(request, 'space_id'))
const inFolder: Check = (world, request) => requireFolder(world, request, param(request, 'folder_id'))
const inList: Check = (world, request) => requireList(world, request, param(request, 'list_id'))
const withPage: Check = (world, request) => {
  inTeam(world, request)
  if (!request.query.has('page')) throw badInput('Page invalid', 'INPUT_003')
}

/** What this Workspace has none of; each answers in the documented form. */
const NOTHING_THERE: readonly (readonly [string, Check, object])[] = [
  ['/v2/team/{team_id}/customroles', inTeam, { custom_roles: [] }],
  ['/v2/team/{team_id}/goal', inTeam, { goals: [], folders: [] }],
  ['/v2/team/{team_id}/shared', inTeam, { shared: { tasks: [], lists: [], folders: [] } }],
  ['/v2/team/{team_id}/view', inTeam, { views: [] }],
  ['/v2/team/{team_id}/list_template', inTeam, { templates: [] }],
  ['/v2/team/{team_id}/folder_template', inTeam, { templates: [] }],
  ['/v2/team/{team_id}/taskTemplate', withPage, { templates: [] }],
  ['/v2/team/{team_Id}/time_entries', inTeam, { data: [] }],
  ['/v2/team/{team_id}/time_entries/current', inTeam, { data: null }],
  ['/v2/team/{team_id}/time_entries/tags', inTeam, { data: [] }],
  ['/v2/space/{space_id}/view', inSpace, { views: [] }],
  ['/v2/folder/{folder_id}/view', inFolder, { views: [] }],
  ['/v2/list/{list_id}/view', inList, { views: [] }],
  ['/v2/list/{list_id}/comment', inList, { comments: [] }],
  ['/v2/task/{task_id}/time', requireTask, { data: [] }],
]

const nothingThere: readonly Route[] = NOTHING_THERE.map(([path, check, body]) => ({
  method: 'GET',
  path,
  handle: (world, request) => {
    check(world, request)
    return ok(body)
  },
}))

const teams: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/group',
    handle: (world, request) => {
      requireTeam(world, request, request.query.get('team_id') ?? '')
      return ok({ groups: [] })
    },
  },
  {
    method: 'GET',
    path: '/v2/team/{team_id}/custom_item',
    handle: (world, request) => {
      inTeam(world, request)
      return ok({
        custom_items: [
          { id: 0, name: 'Task', name_plural: 'Tasks', description: 'A plain task' },
          { id: 1, name: 'Milestone', name_plural: 'Milestones', description: 'A date to reach' },
        ],
      })
    },
  },
  {
    method: 'GET',
    path: '/v2/team/{team_id}/seats',
    handle: (world, request) => {
      const { members } = requireTeam(world, request, param(request, 'team_id'))
      const guests = members.filter(({ role }) => role === 4).length
      const filled = members.length - guests
      return ok({
        members: { filled_members_seats: filled, total_member_seats: filled + 3, empty_member_seats: 3 },
        guests: { filled_guest_seats: guests, total_guest_seats: guests + 5, empty_guest_seats: 5 },
      })
    },
  },
]

/** Seen live: 403 with this code on other plans. */
const people: readonly Route[] = ['user', 'guest'].map((kind) => ({
  method: 'GET',
  path: `/v2/team/{team_id}/${kind}/{${kind}_id}`,
  handle: (world, request) => {
    const team = requireTeam(world, request, param(request, 'team_id'))
    if (team.plan !== 'enterprise')
      throw new ApiError(403, 'Team must be on enterprise plan', { code: 'TEAM_110' })
    const wanted = Number(param(request, `${kind}_id`))
    const member = team.members.find(({ userId }) => userId === wanted)
    if (member === undefined) throw new ApiError(404, 'User not found', { code: 'USER_006' })
    return ok({ [kind === 'user' ? 'member' : kind]: memberView(userOf(world.state, wanted), member) })
  },
}))

const times: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/task/{task_id}/time_in_status',
    handle: (world, request) => ok(timeInStatus(world, requireTask(world, request))),
  },
]

/** As if the task had always had its status. */
function timeInStatus(world: World, task: Task): object {
  const { name, color, type, orderindex } = statusOf(world.state, task)
  const minutes = Math.floor((nowMs(world) - task.createdMs) / 60_000)
  const total_time = { by_minute: minutes, since: String(task.createdMs) }
  return {
    current_status: { status: name, color, total_time },
    status_history: [{ status: name, color, type, total_time, orderindex }],
  }
}

export const workspaceRoutes: readonly Route[] = [...nothingThere, ...teams, ...people, ...times]
