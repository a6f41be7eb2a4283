import { statusOf, userOf } from '../state/look-up.ts'
import type { Task } from '../state/model.ts'
import { statusView } from '../views/hierarchy.view.ts'
import { personView } from '../views/user.view.ts'
import { priorityView } from '../views/task.view.ts'
import { emitChange } from '../webhooks/emit.ts'
import { type Change, historyItem } from '../webhooks/history.ts'
import type { TaskEvent } from '../webhooks/webhook-events.ts'
import { nowMs, type World } from '../world.ts'

/** A task before and after a change, and who changed it. */
export interface Changed {
  readonly before: Readonly<Task>
  readonly task: Task
  readonly userId: number
}

type Found = Omit<Change, 'parentId' | 'userId'> & { readonly event?: TaskEvent }
type Finder = (world: World, changed: Changed) => readonly Found[]

const text = (ms: number | null): string | null => (ms === null ? null : String(ms))

const status: Finder = (world, { before, task }) => {
  if (before.statusId === task.statusId) return []
  const [old, current] = [statusOf(world.state, before), statusOf(world.state, task)]
  const data = { status_type: current.type }
  return [
    {
      event: 'taskStatusUpdated',
      field: 'status',
      before: statusView(old),
      after: statusView(current),
      data,
    },
  ]
}

const assignees: Finder = (world, { before, task }) => {
  const person = (id: number) => personView(userOf(world.state, id))
  const added = task.assigneeIds.filter((id) => !before.assigneeIds.includes(id))
  const removed = before.assigneeIds.filter((id) => !task.assigneeIds.includes(id))
  const event = 'taskAssigneeUpdated' as const
  return [
    ...added.map((id) => ({ event, field: 'assignee_add', after: person(id) })),
    ...removed.map((id) => ({ event, field: 'assignee_rem', before: person(id) })),
  ]
}

const tags: Finder = (_world, { before, task }) => {
  const added = task.tags.filter((name) => !before.tags.includes(name)).map((name) => ({ name }))
  const removed = before.tags.filter((name) => !task.tags.includes(name)).map((name) => ({ name }))
  const event = 'taskTagUpdated' as const
  return [
    ...(added.length === 0 ? [] : [{ event, field: 'tag', before: null, after: added }]),
    ...(removed.length === 0 ? [] : [{ event, field: 'tag_removed', before: removed, after: null }]),
  ]
}

const due: Finder = (_world, { before, task }) => {
  if (before.dueMs === task.dueMs) return []
  const data = { due_date_time: task.dueHasTime, old_due_date_time: before.dueHasTime }
  return [
    {
      event: 'taskDueDateUpdated',
      field: 'due_date',
      before: text(before.dueMs),
      after: text(task.dueMs),
      data,
    },
  ]
}

const priority: Finder = (_world, { before, task }) =>
  before.priority === task.priority
    ? []
    : [
        {
          event: 'taskPriorityUpdated',
          field: 'priority',
          before: priorityView(before.priority),
          after: priorityView(task.priority),
        },
      ]

const timeEstimate: Finder = (_world, { before, task }) =>
  before.timeEstimateMs === task.timeEstimateMs
    ? []
    : [
        {
          event: 'taskTimeEstimateUpdated',
          field: 'time_estimate',
          before: text(before.timeEstimateMs),
          after: text(task.timeEstimateMs),
        },
      ]

/** The description travels as an editor's delta, in a text. */
function deltaOf(description: string): string {
  return JSON.stringify({ ops: [{ insert: `${description}\n`, attributes: {} }] })
}

const content: Finder = (_world, { before, task }) =>
  before.description === task.description
    ? []
    : [{ field: 'content', before: deltaOf(before.description), after: deltaOf(task.description) }]

/** Changes without an event of their own. */
const rest: Finder = (_world, { before, task }) => [
  ...(before.name === task.name ? [] : [{ field: 'name', before: before.name, after: task.name }]),
  ...(before.parentId === task.parentId
    ? []
    : [{ field: 'parent', before: before.parentId, after: task.parentId }]),
  ...(before.archived === task.archived
    ? []
    : [{ field: 'archived', before: before.archived, after: task.archived }]),
  ...(before.startMs === task.startMs
    ? []
    : [{ field: 'start_date', before: text(before.startMs), after: text(task.startMs) }]),
]

const FINDERS: readonly Finder[] = [status, assignees, tags, due, priority, timeEstimate, content, rest]

/** Does the change, stamps the task and sends what its webhooks want to know. */
export function changeTask(
  world: World,
  task: Task,
  { userId, change }: { readonly userId: number; readonly change: () => void },
): Task {
  const before = { ...task }
  change()
  touch(world, task)
  for (const finder of FINDERS) {
    for (const { event, ...found } of finder(world, { before, task, userId })) {
      const item = historyItem(world, { ...found, parentId: task.listId, userId })
      emitChange(world, event, { task, item })
    }
  }
  return task
}

export function touch(world: World, task: Task): void {
  task.updatedMs = Math.max(nowMs(world), task.updatedMs)
}
