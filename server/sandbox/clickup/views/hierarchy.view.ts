import { folderOf, mustHave, spaceOf, statusesOf, userOf } from '../state/look-up.ts'
import type { Folder, List, Space, Status, Tag, Team } from '../state/model.ts'
import { type ClickUpState, tasksAt } from '../state/state.ts'
import type { World } from '../world.ts'
import { memberView, personView } from './user.view.ts'

export function teamView(state: ClickUpState, team: Team) {
  return {
    id: team.id,
    name: team.name,
    color: '#536cfe',
    avatar: null,
    members: team.members.map((member) => memberView(userOf(state, member.userId), member)),
  }
}

export function statusView(status: Status) {
  return {
    id: status.id,
    status: status.name,
    type: status.type,
    orderindex: status.orderindex,
    color: status.color,
  }
}

const FEATURES = {
  due_dates: { enabled: true, start_date: true, remap_due_dates: true, remap_closed_due_date: false },
  time_tracking: { enabled: true },
  tags: { enabled: true },
  time_estimates: { enabled: true },
  checklists: { enabled: true },
  custom_fields: { enabled: true },
  remap_dependencies: { enabled: false },
  dependency_warning: { enabled: true },
  portfolios: { enabled: false },
}

export function spaceView(state: ClickUpState, space: Space) {
  return {
    id: space.id,
    name: space.name,
    private: space.isPrivate,
    color: '#e16b16',
    avatar: null,
    admin_can_manage: true,
    archived: space.archived,
    members: space.memberIds.map((id) => ({ user: personView(userOf(state, id)) })),
    statuses: space.statuses.map(statusView),
    multiple_assignees: true,
    features: FEATURES,
  }
}

function placeOf(space: Space) {
  return { id: space.id, name: space.name, access: true }
}

function folderPlace(folder: Folder) {
  return { id: folder.id, name: folder.name, hidden: folder.hidden, access: true }
}

function taskCount(state: ClickUpState, lists: readonly List[]): string {
  return String(lists.reduce((sum, list) => sum + tasksAt(state, list.id).size, 0))
}

export function folderView(state: ClickUpState, folder: Folder) {
  const lists = listsIn(state, folder.id).filter((list) => !list.archived)
  return {
    id: folder.id,
    name: folder.name,
    orderindex: folder.orderindex,
    override_statuses: false,
    hidden: folder.hidden,
    space: placeOf(mustHave(state.spaces, folder.spaceId)),
    task_count: taskCount(state, lists),
    archived: folder.archived,
    lists: lists.map((list) => listView(state, list)),
    ...(folder.parentId === null ? {} : { parent_folder: folder.parentId }),
  }
}

/** As lists of lists show it: without its statuses. */
export function listView(state: ClickUpState, list: List) {
  return {
    id: list.id,
    name: list.name,
    orderindex: list.orderindex,
    content: list.content,
    status: null,
    priority: null,
    assignee: null,
    task_count: taskCount(state, [list]),
    due_date: null,
    start_date: null,
    folder: folderPlace(folderOf(state, list)),
    space: placeOf(spaceOf(state, list)),
    archived: list.archived,
    override_statuses: list.statuses !== null,
    permission_level: 'create',
  }
}

export function fullListView(world: World, list: List) {
  return {
    ...listView(world.state, list),
    due_date_time: false,
    start_date_time: null,
    inbound_address: `add.task.${list.id}@tasks.clickup.example`,
    statuses: statusesOf(world.state, list).map(statusView),
  }
}

export function listsIn(state: ClickUpState, folderId: string): readonly List[] {
  return [...state.lists.values()].filter((list) => list.folderId === folderId)
}

export function tagView(tag: Tag) {
  return { name: tag.name, tag_fg: tag.foreground, tag_bg: tag.background, creator: tag.creatorId }
}
