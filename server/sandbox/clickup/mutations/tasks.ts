import { badInput } from '../http/api-error.ts'
import { storedValue } from '../fields/set-value.ts'
import { makeHistoryId, makeTaskId } from '../state/ids.ts'
import { fieldsOf, listOf, mustHave, statusesOf, statusNamed, statusOf } from '../state/look-up.ts'
import type { List, Task } from '../state/model.ts'
import { addTask, removeTask, subtasksOf } from '../state/state.ts'
import { statusView } from '../views/hierarchy.view.ts'
import { emitTask } from '../webhooks/emit.ts'
import { historyItem } from '../webhooks/history.ts'
import { nowMs, type World } from '../world.ts'
import { changeTask } from './task-changes.ts'
import { assignable, setStatus, tagNames, takeInput, type TaskInput } from './task-input.ts'

export interface NewTask extends TaskInput {
  readonly listId: string
  readonly name: string
  readonly assigneeIds?: readonly number[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly customFields?: readonly { readonly id: string; readonly value: unknown }[] | undefined
  /** The owner when absent. */
  readonly userId?: number | undefined
}

export function createTask(world: World, input: NewTask): Task {
  const list = mustHave(world.state.lists, input.listId)
  const userId = input.userId ?? world.state.ownerId
  const { status, ...rest } = input
  const task = emptyTask(world, list, { input, userId })
  // Not in any list yet: what is refused below leaves nothing behind.
  takeInput(world, task, { input: rest, userId })
  setStatus(world, task, firstStatus(world, list, status))
  task.tags = tagNames(world, list, { names: input.tags ?? [], userId })
  setFields(world, task, input.customFields ?? [])
  addTask(world.state, task)
  announce(world, task, userId)
  return task
}

function emptyTask(
  world: World,
  list: List,
  { input, userId }: { readonly input: NewTask; readonly userId: number },
): Task {
  const atMs = nowMs(world)
  return {
    id: makeTaskId(world.random),
    customId: null,
    customItemId: 0,
    name: input.name,
    description: '',
    markdown: '',
    listId: list.id,
    otherListIds: [],
    statusId: '',
    orderindex: `${atMs}.00000000000000000000000000000000`,
    createdMs: atMs,
    updatedMs: atMs,
    closedMs: null,
    doneMs: null,
    archived: false,
    creatorId: userId,
    assigneeIds: assignable(world, list, input.assigneeIds ?? []),
    watcherIds: [userId],
    groupIds: [],
    tags: [],
    parentId: null,
    priority: null,
    dueMs: null,
    dueHasTime: false,
    startMs: null,
    startHasTime: false,
    points: null,
    timeEstimateMs: null,
    timeSpentMs: 0,
    values: new Map(),
    attachments: [],
  }
}

function firstStatus(world: World, list: List, name: string | undefined): string {
  const found = name === undefined ? statusesOf(world.state, list)[0] : statusNamed(world.state, list, name)
  if (found === undefined) throw badInput('Status not found', 'CRTSK_001')
  return found.id
}

function setFields(world: World, task: Task, given: NonNullable<NewTask['customFields']>): void {
  const fields = fieldsOf(world.state, listOf(world.state, task))
  for (const { id, value } of given) {
    const field = fields.find((one) => one.id === id)
    if (field === undefined) throw badInput('Custom field not found', 'FIELD_006')
    if (value !== null) task.values.set(id, storedValue({ world, task, field, value }))
  }
}

/** A new task also got a status: both items come with taskCreated, one of them again with two more events. */
function announce(world: World, task: Task, userId: number): void {
  const status = statusOf(world.state, task)
  const common = { parentId: task.listId, userId }
  const statusItem = historyItem(world, {
    ...common,
    field: 'status',
    before: { status: null, color: '#000000', type: 'removed', orderindex: -1 },
    after: statusView(status),
    data: { status_type: status.type },
  })
  const creation = historyItem(world, { ...common, field: 'task_creation', before: null, after: null })
  emitTask(world, 'taskCreated', { task, items: [statusItem, creation] })
  emitTask(world, 'taskStatusUpdated', { task, items: [statusItem] })
  emitTask(world, 'taskUpdated', { task, items: [statusItem] })
}

export interface TaskUpdate extends TaskInput {
  readonly addAssigneeIds?: readonly number[] | undefined
  readonly removeAssigneeIds?: readonly number[] | undefined
  readonly userId?: number | undefined
}

export function updateTask(world: World, id: string, update: TaskUpdate): Task {
  const task = mustHave(world.state.tasks, id)
  const userId = update.userId ?? world.state.ownerId
  const { addAssigneeIds = [], removeAssigneeIds = [], ...input } = update
  const added = assignable(world, listOf(world.state, task), addAssigneeIds)
  return changeTask(world, task, {
    userId,
    change: () => {
      takeInput(world, task, { input, userId })
      const kept = task.assigneeIds.filter((one) => !removeAssigneeIds.includes(one))
      task.assigneeIds = [...kept, ...added.filter((one) => !kept.includes(one))]
    },
  })
}

/** With the list's own closed status. */
export function closeTask(world: World, id: string): Task {
  const task = mustHave(world.state.tasks, id)
  const closed = statusesOf(world.state, listOf(world.state, task)).find(({ type }) => type === 'closed')
  if (closed === undefined) throw badInput('Status does not exist', 'ITEM_114')
  return updateTask(world, id, { status: closed.name })
}

/** Its subtasks go with it. taskDeleted carries no history. */
export function deleteTask(world: World, id: string): Task {
  const task = mustHave(world.state.tasks, id)
  for (const subtask of subtasksOf(world.state, task)) deleteTask(world, subtask.id)
  emitTask(world, 'taskDeleted', { task })
  removeTask(world.state, task)
  return task
}

export function addTag(world: World, id: string, name: string): Task {
  const task = mustHave(world.state.tasks, id)
  const userId = world.state.ownerId
  const added = tagNames(world, listOf(world.state, task), { names: [name], userId })
  const tags = [...task.tags, ...added.filter((tag) => !task.tags.includes(tag))]
  return changeTask(world, task, { userId, change: () => (task.tags = tags) })
}

export function removeTag(world: World, id: string, name: string): Task {
  const task = mustHave(world.state.tasks, id)
  const tags = task.tags.filter((tag) => tag !== name.toLowerCase())
  return changeTask(world, task, { userId: world.state.ownerId, change: () => (task.tags = tags) })
}

/** Merged tasks are gone; what was said and attached there is now here. */
export function mergeTasks(world: World, id: string, sourceIds: readonly string[]): Task {
  const target = mustHave(world.state.tasks, id)
  for (const source of sourceIds.map((one) => mustHave(world.state.tasks, one))) {
    target.attachments.push(...source.attachments)
    const comments = world.state.commentsByTask.get(source.id) ?? []
    for (const comment of comments) {
      const moved = { ...comment, taskId: id, historyId: makeHistoryId(world.random) }
      world.state.comments.set(comment.id, moved)
      world.state.commentsByTask.set(id, [...(world.state.commentsByTask.get(id) ?? []), moved])
    }
    deleteTask(world, source.id)
  }
  return changeTask(world, target, { userId: world.state.ownerId, change: () => undefined })
}
