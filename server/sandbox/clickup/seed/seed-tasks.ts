import { makeTaskId } from '../state/ids.ts'
import { fieldsOf, mustHave, statusesOf, teamOf } from '../state/look-up.ts'
import type { List, Priority, Status, Task } from '../state/model.ts'
import { addTask } from '../state/state.ts'
import { plainText } from '../mutations/task-input.ts'
import { DESCRIPTIONS, TAG_NAMES, TASK_NAMES } from './names.ts'
import { at, nameAt, times } from '../../shared/cycle.ts'
import { DAY_MS, HOUR_MS, type SeedContext } from './seed-context.ts'
import { seedValue } from './seed-values.ts'

const PRIORITIES: readonly (Priority | null)[] = [null, 3, 2, null, 4, 1]

export function seedTasks(context: SeedContext): void {
  const lists = [...context.state.lists.values()].filter(
    (list) => mustHave(context.state.spaces, list.spaceId).teamId === context.state.teamId,
  )
  if (lists.length === 0) return
  const lastOf = new Map<string, Task>()
  for (const index of times(context.size.tasks)) {
    const list = at(lists, index)
    // Counted within the list, so that every list gets tasks of every kind.
    const round = Math.floor(index / lists.length)
    const parent = round % 7 === 6 ? lastOf.get(list.id) : undefined
    const task = makeTask(context, list, { index, round, parent })
    addTask(context.state, task)
    if (task.parentId === null) lastOf.set(list.id, task)
  }
}

interface Place {
  readonly index: number
  readonly round: number
  readonly parent: Task | undefined
}

export function makeTask(context: SeedContext, list: List, { index, round, parent }: Place): Task {
  const { random, nowMs } = context
  const status = statusFor(context, list, round)
  const createdMs = nowMs - 200 * DAY_MS + index * 60_000
  const updatedMs = createdMs + random.below(150) * DAY_MS + random.below(DAY_MS)
  const markdown = at(DESCRIPTIONS, index)
  const task: Task = {
    id: makeTaskId(random),
    customId: round % 4 === 0 ? `NW-${index + 1}` : null,
    customItemId: round % 25 === 24 ? 1 : 0,
    name: nameAt(TASK_NAMES, index),
    description: plainText(markdown),
    markdown,
    listId: list.id,
    otherListIds: [],
    statusId: status.id,
    orderindex: `${index + 1}.00000000000000000000000000000000`,
    createdMs,
    updatedMs,
    ...endsOf(status, updatedMs),
    archived: round % 40 === 39,
    ...peopleFor(context, list, round),
    ...planFor(context, round),
    tags: round % 3 === 0 ? [at(TAG_NAMES, round), at(TAG_NAMES, round + 3)] : [],
    parentId: parent?.id ?? null,
    groupIds: [],
    values: new Map(),
    attachments: [],
  }
  for (const field of fieldsOf(context.state, list)) {
    const value = seedValue(context, field, index)
    if (value !== undefined) task.values.set(field.id, value)
  }
  return task
}

function endsOf({ type }: Status, atMs: number) {
  const isClosed = type === 'closed'
  return { closedMs: isClosed ? atMs : null, doneMs: isClosed || type === 'done' ? atMs : null }
}

/** Every fifth task is closed. */
function statusFor({ state }: SeedContext, list: List, index: number) {
  const statuses = statusesOf(state, list)
  const closed = statuses.find(({ type }) => type === 'closed')
  const others = statuses.filter(({ type }) => type !== 'closed')
  return index % 5 === 4 && closed !== undefined ? closed : at(others, index)
}

function peopleFor({ state }: SeedContext, list: List, index: number) {
  const ids = teamOf(state, list).members.map(({ userId }) => userId)
  const creatorId = at(ids, 0)
  const assigneeIds = index % 4 === 3 ? [] : [at(ids, index)]
  return {
    creatorId,
    assigneeIds: index % 6 === 5 ? [...new Set([...assigneeIds, at(ids, index + 1)])] : assigneeIds,
    watcherIds: [creatorId],
  }
}

function planFor({ random, nowMs }: SeedContext, index: number) {
  const hasDue = index % 2 === 0
  return {
    priority: at(PRIORITIES, index),
    dueMs: hasDue ? nowMs + random.below(60) * DAY_MS : null,
    dueHasTime: hasDue,
    startMs: index % 8 === 0 ? nowMs - random.below(30) * DAY_MS : null,
    startHasTime: index % 8 === 0,
    points: index % 9 === 0 ? random.below(13) : null,
    timeEstimateMs: index % 5 === 0 ? (1 + random.below(16)) * HOUR_MS : null,
    timeSpentMs: index % 10 === 0 ? random.below(8) * HOUR_MS : 0,
  }
}
