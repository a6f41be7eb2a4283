import { ApiError, badInput } from '../http/api-error.ts'
import { isObject, readObject, textIn } from '../http/read-input.ts'
import { type ApiRequest, ok, okEmpty, param, type Route } from '../http/route.ts'
import { createSpaceTag, deleteSpaceTag, renameSpaceTag } from '../mutations/places.ts'
import { requireFolder, requireList, requireSpace, requireTeam } from '../state/access.ts'
import { fieldsOf } from '../state/look-up.ts'
import type { List } from '../state/model.ts'
import { fieldView } from '../views/field.view.ts'
import { listsIn, tagView } from '../views/hierarchy.view.ts'
import type { World } from '../world.ts'

function answerFields(world: World, lists: readonly List[]) {
  const found = new Set(lists.flatMap((list) => fieldsOf(world.state, list)))
  return ok({ fields: [...found].map(fieldView) })
}

/** The definitions that apply at a place. */
const fields: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/list/{list_id}/field',
    handle: (world, request) => answerFields(world, [requireList(world, request, param(request, 'list_id'))]),
  },
  {
    method: 'GET',
    path: '/v2/folder/{folder_id}/field',
    handle: (world, request) => {
      const folder = requireFolder(world, request, param(request, 'folder_id'))
      return answerFields(world, listsIn(world.state, folder.id))
    },
  },
  {
    method: 'GET',
    path: '/v2/space/{space_id}/field',
    handle: (world, request) => {
      const space = requireSpace(world, request, param(request, 'space_id'))
      return answerFields(
        world,
        [...world.state.lists.values()].filter(({ spaceId }) => spaceId === space.id),
      )
    },
  },
  {
    method: 'GET',
    path: '/v2/team/{team_id}/field',
    handle: (world, request) => {
      const team = requireTeam(world, request, param(request, 'team_id'))
      const found = [...world.state.fields.values()].filter(({ teamId }) => teamId === team.id)
      return ok({ fields: found.map(fieldView) })
    },
  },
]

const tags: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/space/{space_id}/tag',
    handle: (world, request) => {
      const space = requireSpace(world, request, param(request, 'space_id'))
      return ok({ tags: [...space.tags.values()].map(tagView) })
    },
  },
  {
    method: 'POST',
    path: '/v2/space/{space_id}/tag',
    handle: (world, request) => {
      const space = requireSpace(world, request, param(request, 'space_id'))
      createSpaceTag(world, space.id, { ...readTag(request), creatorId: request.caller.userId })
      return okEmpty
    },
  },
  {
    method: 'PUT',
    path: '/v2/space/{space_id}/tag/{tag_name}',
    handle: (world, request) => {
      const space = requireSpace(world, request, param(request, 'space_id'))
      const from = param(request, 'tag_name')
      if (!space.tags.has(from.toLowerCase())) throw new ApiError(404, 'Tag not found', { code: 'TAG_006' })
      const { name, foreground, background } = renameSpaceTag(world, space.id, { from, to: readTag(request) })
      return ok({ tag: { name, fg_color: foreground, bg_color: background } })
    },
  },
  {
    method: 'DELETE',
    path: '/v2/space/{space_id}/tag/{tag_name}',
    handle: (world, request) => {
      const space = requireSpace(world, request, param(request, 'space_id'))
      deleteSpaceTag(world, space.id, param(request, 'tag_name'))
      return okEmpty
    },
  },
]

function readTag(request: ApiRequest) {
  const { tag } = readObject(request.body)
  const name = isObject(tag) ? textIn(tag, 'name') : undefined
  if (!isObject(tag) || name === undefined || name === '') throw badInput('Tag name invalid', 'INPUT_005')
  return {
    name,
    // The change of a tag spells its colours in another way than its making.
    foreground: textIn(tag, 'tag_fg') ?? textIn(tag, 'fg_color') ?? '#ffffff',
    background: textIn(tag, 'tag_bg') ?? textIn(tag, 'bg_color') ?? '#536cfe',
  }
}

export const definitionRoutes: readonly Route[] = [...fields, ...tags]
