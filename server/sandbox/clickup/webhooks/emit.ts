import { listOf } from '../state/look-up.ts'
import type { List, Location, Task, Webhook } from '../state/model.ts'
import type { World } from '../world.ts'
import type { HistoryItem } from './history.ts'
import type { ListEvent, SpaceEvent, TaskEvent } from './webhook-events.ts'

/** Where something happened: a webhook on any of these places hears of it. */
type Place = Location & { readonly teamId: string }

export interface TaskNews {
  readonly task: Task
  readonly items?: readonly HistoryItem[]
  /** Beside the history, as tracked time has it. */
  readonly data?: object
}

export function emitTask(world: World, event: TaskEvent, { task, items, data }: TaskNews): void {
  const list = listOf(world.state, task)
  const place = { ...placeOfList(world, list), taskId: task.id }
  send(world, event, { place, named: { task_id: task.id, ...(data === undefined ? {} : { data }) }, items })
}

/** A specific event, and taskUpdated with the same history item. */
export function emitChange(
  world: World,
  event: TaskEvent | undefined,
  { task, item }: { readonly task: Task; readonly item: HistoryItem },
): void {
  if (event !== undefined) emitTask(world, event, { task, items: [item] })
  emitTask(world, 'taskUpdated', { task, items: [item] })
}

/** Lists and their spaces change together. */
export function emitList(
  world: World,
  event: ListEvent,
  { list, items }: { readonly list: List; readonly items?: readonly HistoryItem[] },
): void {
  const place = placeOfList(world, list)
  send(world, event, { place, named: { list_id: list.id }, items })
  emitSpace(world, 'spaceUpdated', list.spaceId)
}

export function emitSpace(world: World, event: SpaceEvent, spaceId: string): void {
  const teamId = world.state.spaces.get(spaceId)?.teamId ?? world.state.teamId
  const place = { teamId, spaceId, folderId: null, listId: null, taskId: null }
  send(world, event, { place, named: { space_id: spaceId }, items: undefined })
}

function placeOfList(world: World, list: List): Place {
  const teamId = world.state.spaces.get(list.spaceId)?.teamId ?? world.state.teamId
  return { teamId, spaceId: list.spaceId, folderId: list.folderId, listId: list.id, taskId: null }
}

interface Happening {
  readonly place: Place
  readonly named: object
  readonly items: readonly HistoryItem[] | undefined
}

function send(world: World, event: string, { place, named, items }: Happening): void {
  for (const webhook of world.state.webhooks.values()) {
    if (!wants(webhook, event, place)) continue
    // The body is fixed now, whatever happens to the record later.
    const body = JSON.stringify({
      event,
      ...(items === undefined ? {} : { history_items: items }),
      ...named,
      webhook_id: webhook.id,
    })
    world.deliveries.send({ webhook, event, body })
  }
}

/** A webhook of several places listens at the most specific one. */
function wants(webhook: Webhook, event: string, place: Place): boolean {
  if (webhook.teamId !== place.teamId || webhook.health === 'suspended') return false
  if (!webhook.events.includes('*') && !webhook.events.includes(event)) return false
  if (webhook.taskId !== null) return webhook.taskId === place.taskId
  if (webhook.listId !== null) return webhook.listId === place.listId
  if (webhook.folderId !== null) return webhook.folderId === place.folderId
  return webhook.spaceId === null || webhook.spaceId === place.spaceId
}
