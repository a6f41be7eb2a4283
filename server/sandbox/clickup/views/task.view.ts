import { fieldsOf, folderOf, listOf, mustHave, spaceOf, statusOf, userOf } from '../state/look-up.ts'
import type { Priority, Task } from '../state/model.ts'
import { subtasksOf } from '../state/state.ts'
import type { World } from '../world.ts'
import { attachmentView } from './attachment.view.ts'
import { fieldOnTaskView } from './field.view.ts'
import { statusView, tagView } from './hierarchy.view.ts'
import { instantText } from './instants.ts'
import { creatorView, personView } from './user.view.ts'

const PRIORITIES = {
  1: { name: 'urgent', color: '#f50000' },
  2: { name: 'high', color: '#f8ae00' },
  3: { name: 'normal', color: '#6fddff' },
  4: { name: 'low', color: '#d8d8d8' },
} as const

export function priorityView(priority: Priority | null) {
  if (priority === null) return null
  const { name, color } = PRIORITIES[priority]
  return { color, id: String(priority), orderindex: String(priority), priority: name }
}

interface TaskParts {
  /** The description as Markdown is only there on request. */
  readonly withMarkdown: boolean
}

/** As lists of tasks answer it: without attachments. */
export function taskView(world: World, task: Task, { withMarkdown }: TaskParts) {
  return {
    ...wordsOf(task, withMarkdown),
    ...stampsOf(task),
    ...peopleOf(world, task),
    ...marksOf(world, task),
    ...placesOf(world, task),
    custom_fields: fieldsOf(world.state, listOf(world.state, task)).map((field) =>
      fieldOnTaskView(world, task, field),
    ),
    checklists: [],
    dependencies: [],
    linked_tasks: [],
    url: taskUrl(task),
    sharing: {
      public: false,
      public_share_expires_on: null,
      public_fields: ['assignees', 'priority', 'due_date', 'content', 'comments', 'attachments'],
      token: null,
      seo_optimized: false,
    },
    permission_level: 'create',
  }
}

interface FullTaskParts extends TaskParts {
  readonly withSubtasks: boolean
}

/** One task alone: with its attachments, and its subtasks when asked. */
export function fullTaskView(world: World, task: Task, parts: FullTaskParts) {
  return {
    ...taskView(world, task, parts),
    ...(parts.withSubtasks
      ? { subtasks: subtasksOf(world.state, task).map((one) => subtaskView(world, one)) }
      : {}),
    attachments: task.attachments.map((attachment) => attachmentView(world, task, attachment)),
  }
}

function subtaskView(world: World, task: Task) {
  const {
    list: _list,
    folder: _folder,
    project: _project,
    space: _space,
    ...rest
  } = taskView(world, task, {
    withMarkdown: false,
  })
  return rest
}

export function taskUrl(task: Task): string {
  return `https://app.clickup.com/t/${task.id}`
}

function wordsOf(task: Task, withMarkdown: boolean) {
  return {
    id: task.id,
    custom_id: task.customId,
    custom_item_id: task.customItemId,
    name: task.name,
    text_content: task.description,
    description: task.description,
    ...(withMarkdown ? { markdown_description: task.markdown } : {}),
  }
}

function stampsOf(task: Task) {
  return {
    orderindex: task.orderindex,
    date_created: instantText(task.createdMs),
    date_updated: instantText(task.updatedMs),
    date_closed: instantText(task.closedMs),
    date_done: instantText(task.doneMs),
    due_date: instantText(task.dueMs),
    start_date: instantText(task.startMs),
    time_estimate: task.timeEstimateMs,
    time_spent: task.timeSpentMs,
    points: task.points,
    archived: task.archived,
  }
}

function peopleOf(world: World, task: Task) {
  const { state } = world
  return {
    creator: creatorView(userOf(state, task.creatorId)),
    assignees: task.assigneeIds.map((id) => personView(userOf(state, id))),
    group_assignees: task.groupIds.map((id) => ({ id })),
    watchers: task.watcherIds.map((id) => personView(userOf(state, id))),
  }
}

function marksOf(world: World, task: Task) {
  const { tags } = spaceOf(world.state, listOf(world.state, task))
  return {
    status: statusView(statusOf(world.state, task)),
    priority: priorityView(task.priority),
    tags: task.tags.flatMap((name) => {
      const tag = tags.get(name)
      return tag === undefined ? [] : [tagView(tag)]
    }),
    parent: task.parentId,
    top_level_parent: task.parentId === null ? null : topParent(world, task),
  }
}

function topParent(world: World, task: Task): string {
  const parent = task.parentId === null ? undefined : world.state.tasks.get(task.parentId)
  return parent === undefined
    ? (task.parentId ?? task.id)
    : parent.parentId === null
      ? parent.id
      : topParent(world, parent)
}

function placesOf(world: World, task: Task) {
  const { state } = world
  const list = listOf(state, task)
  const folder = folderOf(state, list)
  const place = { id: folder.id, name: folder.name, hidden: folder.hidden, access: true }
  return {
    team_id: spaceOf(state, list).teamId,
    list: { id: list.id, name: list.name, access: true },
    project: place,
    folder: place,
    space: { id: list.spaceId },
    locations: task.otherListIds.map((id) => ({ id, name: mustHave(state.lists, id).name })),
  }
}
