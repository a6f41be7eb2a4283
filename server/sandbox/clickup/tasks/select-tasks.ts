import { ApiError } from '../http/api-error.ts'
import { folderOf, listOf, statusOf } from '../state/look-up.ts'
import type { Task } from '../state/model.ts'
import type { World } from '../world.ts'
import { readFieldConditions } from './field-conditions.ts'
import type { TaskFilters } from './read-filters.ts'

export const PAGE_SIZE = 100

type Wanted = (task: Task) => boolean

export interface TaskPage {
  readonly tasks: readonly Task[]
  readonly isLast: boolean
}

export function selectPage(world: World, candidates: Iterable<Task>, filters: TaskFilters): TaskPage {
  const conditions = [
    ...visibility(world, filters),
    ...people(filters),
    ...places(world, filters),
    ...times(filters),
    ...readFieldConditions(world, filters.customFields),
  ]
  const wanted = [...candidates].filter((task) => conditions.every((condition) => condition(task)))
  const sorted = wanted.sort(orderOf(world, filters))
  const tasks = sorted.slice(filters.page * PAGE_SIZE, (filters.page + 1) * PAGE_SIZE)
  const isShort = tasks.length < PAGE_SIZE
  const isEnd = (filters.page + 1) * PAGE_SIZE >= sorted.length
  return { tasks, isLast: world.quirks.lastPageRule === 'exact' ? isEnd : isShort }
}

function visibility(world: World, filters: TaskFilters): readonly Wanted[] {
  const names = new Set(filters.statuses.map((name) => name.toLowerCase()))
  const statusName = (task: Task): string => statusOf(world.state, task).name.toLowerCase()
  const isClosed = (task: Task): boolean => statusOf(world.state, task).type === 'closed'
  const showsClosed = filters.withClosed || (names.size > 0 && world.quirks.closedByStatusFilter)
  return [
    // Only the archived ones, or none of them.
    (task) => task.archived === filters.archived,
    ...(filters.withSubtasks || filters.parent !== null ? [] : [(task: Task) => task.parentId === null]),
    ...(showsClosed ? [] : [(task: Task) => !isClosed(task)]),
    ...(names.size === 0 ? [] : [(task: Task) => names.has(statusName(task))]),
  ]
}

/** Without anything asked there is no condition. */
function anyOf(asked: readonly string[], read: (task: Task) => readonly unknown[]): readonly Wanted[] {
  return asked.length === 0 ? [] : [(task) => read(task).some((one) => asked.includes(String(one)))]
}

function people(filters: TaskFilters): readonly Wanted[] {
  const tags = filters.tags.map((tag) => tag.toLowerCase())
  return [
    ...anyOf(filters.assignees, (task) => task.assigneeIds),
    ...anyOf(filters.watchers, (task) => task.watcherIds),
    ...anyOf(tags, (task) => task.tags),
    ...anyOf(filters.customItems, (task) => [task.customItemId]),
  ]
}

function places(world: World, filters: TaskFilters): readonly Wanted[] {
  const { state } = world
  const { spaceIds, folderIds, listIds, parent } = filters
  return [
    ...anyOf(spaceIds, (task) => [listOf(state, task).spaceId]),
    ...anyOf(folderIds, (task) => [folderOf(state, listOf(state, task)).id]),
    ...anyOf(listIds, (task) => [task.listId]),
    ...(parent === null ? [] : [(task: Task) => task.parentId === parent]),
  ]
}

const STAMPS: Readonly<Record<string, (task: Task) => number | null>> = {
  due_date: (task) => task.dueMs,
  date_created: (task) => task.createdMs,
  date_updated: (task) => task.updatedMs,
  date_done: (task) => task.doneMs,
}

/** Both bounds are strict. */
function times(filters: TaskFilters): readonly Wanted[] {
  return [...filters.bounds].map(([name, bound]) => {
    const read = STAMPS[name.slice(0, -'_gt'.length)]
    const isAfter = name.endsWith('_gt')
    return (task) => {
      const stamp = read?.(task) ?? null
      return stamp !== null && (isAfter ? stamp > bound : stamp < bound)
    }
  })
}

type Order = (a: Task, b: Task) => number

const ORDERS: Readonly<Record<string, Order>> = {
  id: (a, b) => compare(b.id, a.id),
  created: (a, b) => b.createdMs - a.createdMs,
  updated: (a, b) => b.updatedMs - a.updatedMs,
  due_date: (a, b) => (b.dueMs ?? 0) - (a.dueMs ?? 0),
}

/** Newest first; `reverse` turns it around. Equal stamps keep an order, so that pages do not overlap. */
function orderOf(world: World, filters: TaskFilters): Order {
  const order = ORDERS[filters.orderBy]
  if (order === undefined && world.quirks.unknownOrderFails) {
    throw new ApiError(500, 'Internal Server Error', { code: 'ITEMV2_003' })
  }
  const first = order ?? ((a: Task, b: Task) => b.createdMs - a.createdMs)
  const turned = filters.reverse ? -1 : 1
  return (a, b) => turned * (first(a, b) || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
