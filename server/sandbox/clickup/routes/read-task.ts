import { badInput } from '../http/api-error.ts'
import {
  flagIn,
  isObject,
  type JsonObject,
  numberIn,
  numberOrNullIn,
  numbersIn,
  readObject,
  textIn,
  textsIn,
} from '../http/read-input.ts'
import type { ApiRequest } from '../http/route.ts'
import type { TaskInput } from '../mutations/task-input.ts'
import type { NewTask, TaskUpdate } from '../mutations/tasks.ts'
import type { World } from '../world.ts'

/** What creations and updates have in common. */
function readCommon(body: JsonObject): TaskInput {
  return {
    description: textIn(body, 'description'),
    markdown: textIn(body, 'markdown_content'),
    status: textIn(body, 'status'),
    priority: numberOrNullIn(body, 'priority'),
    parentId: textIn(body, 'parent'),
    archived: flagIn(body, 'archived'),
    customItemId: numberIn(body, 'custom_item_id'),
    ...readPlan(body),
  }
}

function readPlan(body: JsonObject) {
  return {
    dueMs: numberOrNullIn(body, 'due_date'),
    dueHasTime: flagIn(body, 'due_date_time'),
    startMs: numberOrNullIn(body, 'start_date'),
    startHasTime: flagIn(body, 'start_date_time'),
    points: numberOrNullIn(body, 'points'),
    timeEstimateMs: numberOrNullIn(body, 'time_estimate'),
  }
}

export function readNewTask(request: ApiRequest): Omit<NewTask, 'listId'> {
  const body = readObject(request.body)
  return {
    ...readCommon(body),
    name: readName(body),
    assigneeIds: numbersIn(body, 'assignees'),
    groupIds: textsIn(body, 'group_assignees'),
    tags: textsIn(body, 'tags'),
    customFields: readFields(body),
    userId: request.caller.userId,
  }
}

function readName(body: JsonObject): string {
  const name = textIn(body, 'name') ?? ''
  if (name.trim() === '') throw badInput('Task name invalid', 'INPUT_005')
  return name
}

function readFields(body: JsonObject): NewTask['customFields'] {
  const given = body['custom_fields']
  if (given === undefined || given === null) return undefined
  if (!Array.isArray(given) || !given.every(isObject)) throw badInput('custom_fields invalid', 'INPUT_006')
  return given.map((one) => ({ id: textIn(one, 'id') ?? '', value: one['value'] }))
}

/** `tags`, `custom_fields`, `list` and a flat array of assignees are not even looked at. */
export function readTaskUpdate(world: World, request: ApiRequest): TaskUpdate {
  const body = readObject(request.body)
  const assignees = readChange(world, body, 'assignees')
  return {
    ...cleared(world, readCommon(body)),
    name: body['name'] === undefined ? undefined : readName(body),
    addAssigneeIds: assignees === undefined ? undefined : numbersIn(assignees, 'add'),
    removeAssigneeIds: assignees === undefined ? undefined : numbersIn(assignees, 'rem'),
    userId: request.caller.userId,
  }
}

function readChange(world: World, body: JsonObject, name: string): JsonObject | undefined {
  const given = body[name]
  if (given === undefined || given === null) return undefined
  if (isObject(given)) return given
  if (world.quirks.flatAssigneesIgnored) return undefined
  throw badInput(`${name} invalid`, 'INPUT_006')
}

/** Where null does not clear, it changes nothing. */
function cleared(world: World, input: TaskInput): TaskInput {
  if (world.quirks.nullClears) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
}
