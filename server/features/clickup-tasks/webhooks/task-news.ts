import { Type, type Static } from 'typebox'
import { hasShape } from '../../../shared/has-shape.ts'
import type { WebhookEvent } from '../../../platform/feature.ts'
import type { GoneTask } from './gone-task.store.ts'

const HistoryItem = Type.Object({
  field: Type.Optional(Type.String()),
  date: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  after: Type.Optional(Type.Unknown()),
})
const Body = Type.Object({
  task_id: Type.String({ minLength: 1, maxLength: 64 }),
  history_items: Type.Optional(Type.Union([Type.Array(HistoryItem), Type.Null()])),
})
const ListInItem = Type.Object({ id: Type.Union([Type.String(), Type.Number()]) })

/** What an event means for the tasks that are kept. */
export type TaskNews =
  | { readonly kind: 'deleted' | 'moved-away'; readonly gone: GoneTask }
  | { readonly kind: 'changed' }

/** Undefined: the body is none of a task. `listId` is the list whose tasks are kept. */
export function taskNews(
  { type, payload, receivedAt }: WebhookEvent,
  listId: string | null,
): TaskNews | undefined {
  if (!hasShape(Body, payload)) return undefined
  const { task_id: taskId, history_items: history } = payload
  if (type === 'taskDeleted') return { kind: 'deleted', gone: { taskId, at: receivedAt } }
  const moves = (history ?? []).flatMap((item) => moveIn(item) ?? [])
  const last = moves.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  if (last === undefined || last.listId === listId) return { kind: 'changed' }
  return { kind: 'moved-away', gone: { taskId, at: last.at } }
}

/** ClickUp calls the list of a task its section. */
function moveIn({ field, date, after }: Static<typeof HistoryItem>) {
  const at = new Date(Number(date ?? Number.NaN))
  if (field !== 'section_moved' || Number.isNaN(at.getTime()) || !hasShape(ListInItem, after))
    return undefined
  return { listId: String(after.id), at }
}
