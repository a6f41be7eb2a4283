import { badInput } from '../http/api-error.ts'
import { listOf, mustHave, statusNamed, statusOf, teamOf, userOf } from '../state/look-up.ts'
import type { List, Priority, Task } from '../state/model.ts'
import type { World } from '../world.ts'
import { nowMs } from '../world.ts'
import { fourInTheMorning } from './local-day.ts'

/** What may be set when a task is made or changed; undefined leaves it alone. */
export interface TaskInput {
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** Wins over `description`. */
  readonly markdown?: string | undefined
  readonly status?: string | undefined
  readonly priority?: number | null | undefined
  readonly dueMs?: number | null | undefined
  readonly dueHasTime?: boolean | undefined
  readonly startMs?: number | null | undefined
  readonly startHasTime?: boolean | undefined
  readonly parentId?: string | undefined
  readonly points?: number | null | undefined
  readonly timeEstimateMs?: number | null | undefined
  readonly archived?: boolean | undefined
  readonly customItemId?: number | undefined
  readonly watcherIds?: readonly number[] | undefined
  readonly groupIds?: readonly string[] | undefined
}

/** Takes the input over into the task; refuses before anything is changed. */
export function takeInput(
  world: World,
  task: Task,
  { input, userId }: { readonly input: TaskInput; readonly userId: number },
): void {
  const priority = readPriority(input.priority)
  const status = input.status === undefined ? undefined : readStatus(world, task, input.status)
  if (input.parentId !== undefined) checkParent(world, listOf(world.state, task), input.parentId)
  Object.assign(task, given({ ...plainOf(input), priority }), wordsOf(input), datesOf(world, input, userId))
  if (status !== undefined) setStatus(world, task, status)
}

export function setStatus(world: World, task: Task, statusId: string): void {
  task.statusId = statusId
  const { type } = statusOf(world.state, task)
  task.closedMs = type === 'closed' ? (task.closedMs ?? nowMs(world)) : null
  task.doneMs = type === 'closed' || type === 'done' ? (task.doneMs ?? nowMs(world)) : null
}

function plainOf(input: TaskInput) {
  const { name, parentId, points, timeEstimateMs, archived, customItemId, watcherIds, groupIds } = input
  return { name, parentId, points, timeEstimateMs, archived, customItemId, watcherIds, groupIds }
}

/** Without what was not given. */
function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** A single space empties the description. */
function wordsOf({ description, markdown }: TaskInput): object {
  if (markdown !== undefined) return { markdown, description: plainText(markdown) }
  if (description === undefined) return {}
  const text = description === ' ' ? '' : description
  return { description: text, markdown: text }
}

/** Markdown without its marks, as the plain description shows it. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\s{0,3}(#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replaceAll(/(\*\*|__|`|~~)/g, '')
}

function datesOf(world: World, input: TaskInput, userId: number): object {
  const { timeZone } = userOf(world.state, userId)
  const kept = (ms: number | null | undefined, hasTime: boolean): number | null | undefined =>
    typeof ms !== 'number' || hasTime || !world.quirks.datesAtFour ? ms : fourInTheMorning(ms, timeZone)
  const [dueHasTime, startHasTime] = [input.dueHasTime ?? false, input.startHasTime ?? false]
  return given({
    dueMs: kept(input.dueMs, dueHasTime),
    startMs: kept(input.startMs, startHasTime),
    dueHasTime: input.dueMs === undefined ? undefined : dueHasTime,
    startHasTime: input.startMs === undefined ? undefined : startHasTime,
  })
}

function readPriority(priority: number | null | undefined): Priority | null | undefined {
  if (priority === undefined || priority === null) return priority
  if (priority === 1 || priority === 2 || priority === 3 || priority === 4) return priority
  throw badInput('Priority invalid', 'INPUT_006')
}

/** Updates and creations refuse an unknown status with different codes; a creation reads it first. */
function readStatus(world: World, task: Task, name: string): string {
  const status = statusNamed(world.state, listOf(world.state, task), name)
  if (status === undefined) throw badInput('Status does not exist', 'ITEM_114')
  return status.id
}

function checkParent(world: World, list: List, parentId: string): void {
  const parent = world.state.tasks.get(parentId)
  if (parent?.listId !== list.id) throw badInput('Parent not child of list', 'ITEM_137')
}

/** Only members can be assigned. */
export function assignable(world: World, list: List, ids: readonly number[]): readonly number[] {
  const members = new Set(teamOf(world.state, list).members.map(({ userId }) => userId))
  const unknown = ids.filter((id) => !members.has(id))
  if (unknown.length > 0 && !world.quirks.unknownAssigneesIgnored)
    throw badInput(`Assignees invalid: ${unknown.join(', ')}`, 'INPUT_006')
  return [...new Set(ids.filter((id) => members.has(id)))]
}

/** Lower-case, and made in the space when it lacks them. */
export function tagNames(
  world: World,
  list: List,
  { names, userId }: { readonly names: readonly string[]; readonly userId: number },
): readonly string[] {
  const space = mustHave(world.state.spaces, list.spaceId)
  const lower = [...new Set(names.map((name) => name.trim().toLowerCase()))].filter((name) => name !== '')
  for (const name of lower) {
    if (space.tags.has(name)) continue
    if (!world.quirks.unknownTagsMade) throw badInput('Tag not found', 'TAG_006')
    space.tags.set(name, { name, foreground: '#ffffff', background: '#0f9d9f', creatorId: userId })
  }
  return lower
}
