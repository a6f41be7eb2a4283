import { badInput } from '../http/api-error.ts'
import { roleIn } from '../http/authenticate.ts'
import { readObject, textIn } from '../http/read-input.ts'
import { type ApiRequest, type Method, ok, okEmpty, param, type Route } from '../http/route.ts'
import { createList, deleteList, renameList } from '../mutations/places.ts'
import { canSee, requireFolder, requireList, requireSpace, requireTeam } from '../state/access.ts'
import { userOf } from '../state/look-up.ts'
import type { Space } from '../state/model.ts'
import { folderView, fullListView, listsIn, listView, spaceView, teamView } from '../views/hierarchy.view.ts'
import { accessView, meView } from '../views/user.view.ts'
import type { World } from '../world.ts'

function route(method: Method, path: string, handle: Route['handle']): Route {
  return { method, path, handle }
}

/** Archived ones only, or none of them. */
function isAsked(request: ApiRequest, place: { readonly archived: boolean }): boolean {
  return place.archived === (request.query.get('archived') === 'true')
}

function spacesSeen(world: World, request: ApiRequest): readonly Space[] {
  const team = requireTeam(world, request, param(request, 'team_id'))
  return [...world.state.spaces.values()].filter(
    (space) => space.teamId === team.id && canSee(world, request, space) && isAsked(request, space),
  )
}

const people: readonly Route[] = [
  route('GET', '/v2/user', (world, request) =>
    ok({ user: meView(world, userOf(world.state, request.caller.userId)) }),
  ),
  route('GET', '/v2/team', (world, request) => {
    const teams = [...world.state.teams.values()].filter((team) => request.caller.teamIds.includes(team.id))
    return ok({ teams: teams.map((team) => teamView(world.state, team)) })
  }),
  route('GET', '/v2/team/{team_id}/plan', (world, request) => {
    const team = requireTeam(world, request, param(request, 'team_id'))
    return ok({ plan_name: team.plan, plan_id: 3 })
  }),
  route('GET', '/v2/list/{list_id}/member', (world, request) => {
    const list = requireList(world, request, param(request, 'list_id'))
    return ok({ members: membersOf(world, list.spaceId) })
  }),
]

/** Who can see the space; people without a name yet are left out. */
export function membersOf(world: World, spaceId: string): readonly object[] {
  const space = world.state.spaces.get(spaceId)
  const team = space === undefined ? undefined : world.state.teams.get(space.teamId)
  const ids = (team?.members ?? []).map(({ userId }) => userId)
  const isIn = (id: number): boolean =>
    space?.memberIds.includes(id) === true ||
    (space?.isPrivate === false && roleIn(world, space.teamId, id) !== 4)
  return ids.filter(isIn).map((id) => accessView(userOf(world.state, id)))
}

const spaces: readonly Route[] = [
  route('GET', '/v2/team/{team_id}/space', (world, request) =>
    ok({ spaces: spacesSeen(world, request).map((space) => spaceView(world.state, space)) }),
  ),
  route('GET', '/v2/space/{space_id}', (world, request) =>
    ok(spaceView(world.state, requireSpace(world, request, param(request, 'space_id')))),
  ),
  route('GET', '/v2/space/{space_id}/folder', (world, request) => {
    const space = requireSpace(world, request, param(request, 'space_id'))
    const folders = [...world.state.folders.values()].filter(
      (folder) => folder.spaceId === space.id && !folder.hidden && isAsked(request, folder),
    )
    return ok({ folders: folders.map((folder) => folderView(world.state, folder)) })
  }),
  route('GET', '/v2/space/{space_id}/list', (world, request) => {
    const space = requireSpace(world, request, param(request, 'space_id'))
    const lists = [...world.state.lists.values()].filter(
      (list) =>
        list.spaceId === space.id &&
        world.state.folders.get(list.folderId)?.hidden === true &&
        isAsked(request, list),
    )
    return ok({ lists: lists.map((list) => listView(world.state, list)) })
  }),
  route('POST', '/v2/space/{space_id}/list', (world, request) => {
    const space = requireSpace(world, request, param(request, 'space_id'))
    return ok(fullListView(world, createList(world, { spaceId: space.id, ...readList(request) })))
  }),
]

const folders: readonly Route[] = [
  route('GET', '/v2/folder/{folder_id}', (world, request) =>
    ok(folderView(world.state, requireFolder(world, request, param(request, 'folder_id')))),
  ),
  route('GET', '/v2/folder/{folder_id}/list', (world, request) => {
    const folder = requireFolder(world, request, param(request, 'folder_id'))
    const lists = listsIn(world.state, folder.id).filter((list) => isAsked(request, list))
    return ok({ lists: lists.map((list) => listView(world.state, list)) })
  }),
  route('POST', '/v2/folder/{folder_id}/list', (world, request) => {
    const { id: folderId, spaceId } = requireFolder(world, request, param(request, 'folder_id'))
    return ok(fullListView(world, createList(world, { spaceId, folderId, ...readList(request) })))
  }),
]

const lists: readonly Route[] = [
  route('GET', '/v2/list/{list_id}', (world, request) =>
    ok(fullListView(world, requireList(world, request, param(request, 'list_id')))),
  ),
  // Another folder in the body is ignored: lists cannot be moved.
  route('PUT', '/v2/list/{list_id}', (world, request) => {
    const list = requireList(world, request, param(request, 'list_id'))
    const name = textIn(readObject(request.body), 'name')
    return ok(fullListView(world, name === undefined ? list : renameList(world, list.id, name)))
  }),
  route('DELETE', '/v2/list/{list_id}', (world, request) => {
    deleteList(world, requireList(world, request, param(request, 'list_id')).id)
    return okEmpty
  }),
]

function readList(request: ApiRequest) {
  const body = readObject(request.body)
  const name = textIn(body, 'name') ?? ''
  if (name === '') throw badInput('List name invalid', 'INPUT_005')
  return { name, content: textIn(body, 'content') }
}

export const placeRoutes: readonly Route[] = [...people, ...spaces, ...folders, ...lists]
