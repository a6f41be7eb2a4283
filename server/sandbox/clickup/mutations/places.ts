import { badInput } from '../http/api-error.ts'
import { makePlaceId } from '../state/ids.ts'
import { fieldsOf, folderOf, listOf, mustHave, spaceOf, statusesOf, statusOf } from '../state/look-up.ts'
import type { Folder, List, Space, Tag, Task } from '../state/model.ts'
import { rehomeTask, tasksAt } from '../state/state.ts'
import { emitChange, emitList, emitSpace } from '../webhooks/emit.ts'
import { historyItem } from '../webhooks/history.ts'
import type { World } from '../world.ts'
import { setStatus } from './task-input.ts'
import { touch } from './task-changes.ts'

export interface Move {
  readonly taskId: string
  readonly listId: string
  /** The status there; needed when the task's own does not exist there. */
  readonly statusId?: string | undefined
  readonly userId?: number | undefined
}

/** To another home list. */
export function moveTask(world: World, move: Move): Task {
  const { state } = world
  const task = mustHave(state.tasks, move.taskId)
  const [from, to] = [listOf(state, task), mustHave(state.lists, move.listId)]
  const statusId = move.statusId ?? matchingStatus(world, task, to)
  const userId = move.userId ?? state.ownerId
  rehomeTask(state, task, to.id)
  setStatus(world, task, statusId)
  const kept = new Set(fieldsOf(state, to).map(({ id }) => id))
  for (const id of task.values.keys()) if (!kept.has(id)) task.values.delete(id)
  touch(world, task)
  const item = historyItem(world, {
    field: 'section_moved',
    parentId: to.id,
    userId,
    before: movedPlace(world, from),
    after: movedPlace(world, to),
    data: { mute_notifications: true },
  })
  emitChange(world, 'taskMoved', { task, item })
  emitSpace(world, 'spaceUpdated', to.spaceId)
  return task
}

function matchingStatus(world: World, task: Task, to: List): string {
  const { name } = statusOf(world.state, task)
  const found = statusesOf(world.state, to).find((status) => status.name === name)
  if (found === undefined) throw badInput('A status mapping is needed', 'ITEM_114')
  return found.id
}

function movedPlace(world: World, list: List): object {
  const [folder, space] = [folderOf(world.state, list), spaceOf(world.state, list)]
  return {
    id: list.id,
    name: list.name,
    category: { id: folder.id, name: folder.name, hidden: folder.hidden },
    project: { id: space.id, name: space.name },
  }
}

/** Shows the task in a further list, or no longer. */
export function showInList(
  world: World,
  taskId: string,
  { listId, isShown }: { readonly listId: string; readonly isShown: boolean },
): Task {
  const task = mustHave(world.state.tasks, taskId)
  const others = task.otherListIds.filter((id) => id !== listId)
  task.otherListIds = isShown && listId !== task.listId ? [...others, listId] : others
  touch(world, task)
  return task
}

interface NewList {
  readonly spaceId: string
  /** A folderless list when absent. */
  readonly folderId?: string | undefined
  readonly name: string
  readonly content?: string | undefined
}

export function createList(world: World, input: NewList): List {
  const { state } = world
  const folder = folderFor(world, mustHave(state.spaces, input.spaceId), input.folderId)
  const list: List = {
    id: makePlaceId(world.random),
    spaceId: input.spaceId,
    folderId: folder.id,
    name: input.name,
    content: input.content ?? '',
    archived: false,
    orderindex: state.lists.size,
    statuses: null,
  }
  state.lists.set(list.id, list)
  emitList(world, 'listCreated', { list })
  return list
}

/** Every folderless list lies in a hidden folder of its own. */
function folderFor(world: World, space: Space, folderId: string | undefined): Folder {
  if (folderId !== undefined) return mustHave(world.state.folders, folderId)
  const folder: Folder = {
    id: makePlaceId(world.random),
    spaceId: space.id,
    name: 'hidden',
    hidden: true,
    archived: false,
    orderindex: world.state.folders.size,
    parentId: null,
  }
  world.state.folders.set(folder.id, folder)
  return folder
}

export function renameList(world: World, id: string, name: string): List {
  const list = mustHave(world.state.lists, id)
  const before = list.name
  list.name = name
  const userId = world.state.ownerId
  const item = historyItem(world, { field: 'name', parentId: list.folderId, userId, before, after: name })
  emitList(world, 'listUpdated', { list, items: [item] })
  return list
}

/** Its tasks go with it, without events of their own. */
export function deleteList(world: World, id: string): List {
  const { state } = world
  const list = mustHave(state.lists, id)
  for (const task of tasksAt(state, id)) {
    state.tasks.delete(task.id)
    state.gone.add(task.id)
  }
  state.tasksByList.delete(id)
  emitList(world, 'listDeleted', { list })
  state.lists.delete(id)
  state.gone.add(id)
  return list
}

export function createSpaceTag(
  world: World,
  spaceId: string,
  tag: Omit<Tag, 'creatorId'> & { readonly creatorId?: number },
): Tag {
  const name = tag.name.toLowerCase()
  const made = { ...tag, name, creatorId: tag.creatorId ?? world.state.ownerId }
  mustHave(world.state.spaces, spaceId).tags.set(name, made)
  return made
}

/** On all tasks of the space, too. */
export function renameSpaceTag(world: World, spaceId: string, { from, to }: TagRename): Tag {
  const { tags } = mustHave(world.state.spaces, spaceId)
  const [old, name] = [mustHave(tags, from.toLowerCase()), to.name.toLowerCase()]
  const made = { ...old, ...to, name }
  tags.delete(old.name)
  tags.set(name, made)
  for (const task of world.state.tasks.values()) {
    if (listOf(world.state, task).spaceId !== spaceId) continue
    task.tags = task.tags.map((tag) => (tag === old.name ? name : tag))
  }
  return made
}

interface TagRename {
  readonly from: string
  readonly to: Pick<Tag, 'name'> & Partial<Tag>
}

/** Also taken off all tasks of the space. */
export function deleteSpaceTag(world: World, spaceId: string, name: string): void {
  mustHave(world.state.spaces, spaceId).tags.delete(name.toLowerCase())
  for (const task of world.state.tasks.values()) {
    if (listOf(world.state, task).spaceId !== spaceId) continue
    task.tags = task.tags.filter((tag) => tag !== name.toLowerCase())
  }
}
