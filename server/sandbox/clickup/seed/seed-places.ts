import { makePlaceId } from '../state/ids.ts'
import type { Folder, List, Space, StatusType, Team } from '../state/model.ts'
import { COLORS, FOLDER_NAMES, LIST_NAMES, SPACE_NAMES, TAG_NAMES } from './names.ts'
import { at, nameAt, times } from '../../shared/cycle.ts'
import { makeStatuses, type SeedContext } from './seed-context.ts'

const SPACE_STATUSES: readonly (readonly [string, StatusType, string])[] = [
  ['to do', 'open', '#87909e'],
  ['in progress', 'custom', '#5f55ee'],
  ['in review', 'custom', '#f8ae00'],
  ['done', 'done', '#008844'],
  ['complete', 'closed', '#008844'],
]

const OWN_STATUSES: readonly (readonly [string, StatusType, string])[] = [
  ['new', 'open', '#87909e'],
  ['interview', 'custom', '#5f55ee'],
  ['reject', 'done', '#d33d44'],
  ['hired', 'closed', '#008844'],
]

export function seedPlaces(context: SeedContext, team: Team): void {
  const spaces = times(Math.max(1, context.size.spaces)).map((index) => makeSpace(context, team, index))
  const folders = times(context.size.folders).map((index) => makeFolder(context, at(spaces, index), index))
  if (folders.length > 0) {
    for (const index of times(context.size.lists)) makeList(context, at(folders, index), index)
  }
  for (const index of times(context.size.folderlessLists)) {
    const folder = makeFolder(context, at(spaces, index), undefined)
    makeList(context, folder, context.size.lists + index)
  }
}

/** The first space is open to the guest, the second only to its members. */
export function makeSpace({ state, random }: SeedContext, team: Team, index: number): Space {
  const ids = team.members.map(({ userId }) => userId)
  const isPrivate = index === 1
  const space: Space = {
    id: makePlaceId(random),
    teamId: team.id,
    name: nameAt(SPACE_NAMES, index),
    isPrivate,
    archived: index === 4,
    memberIds: isPrivate ? ids.slice(0, 2) : index === 0 ? ids : [],
    statuses: makeStatuses(random, SPACE_STATUSES),
    tags: new Map(),
  }
  for (const [place, name] of TAG_NAMES.entries()) {
    const background = at(COLORS, place)
    space.tags.set(name, { name, foreground: '#ffffff', background, creatorId: at(ids, 0) })
  }
  state.spaces.set(space.id, space)
  return space
}

/** Without an index: the hidden folder of a list that has none. */
export function makeFolder({ state, random }: SeedContext, space: Space, index: number | undefined): Folder {
  const isHidden = index === undefined
  const folder: Folder = {
    id: makePlaceId(random),
    spaceId: space.id,
    name: isHidden ? 'hidden' : nameAt(FOLDER_NAMES, index),
    hidden: isHidden,
    archived: index === 5,
    orderindex: state.folders.size,
    parentId: null,
  }
  state.folders.set(folder.id, folder)
  return folder
}

/** Every third list has statuses of its own. */
export function makeList({ state, random }: SeedContext, folder: Folder, index: number): List {
  const list: List = {
    id: makePlaceId(random),
    spaceId: folder.spaceId,
    folderId: folder.id,
    name: nameAt(LIST_NAMES, index),
    content: index % 2 === 0 ? 'What is open, and who does it.' : '',
    archived: index % 13 === 12,
    orderindex: index,
    statuses: index % 3 === 0 ? makeStatuses(random, OWN_STATUSES) : null,
  }
  state.lists.set(list.id, list)
  return list
}
