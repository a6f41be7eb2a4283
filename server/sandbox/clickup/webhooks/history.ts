import { userOf } from '../state/look-up.ts'
import { makeHistoryId } from '../state/ids.ts'
import { personView } from '../views/user.view.ts'
import { nowMs, type World } from '../world.ts'

/** One change inside a webhook's body. */
export interface HistoryItem {
  readonly id: string
  readonly [name: string]: unknown
}

export interface Change {
  readonly field: string
  /** The list of a task, the folder of a list. */
  readonly parentId: string
  readonly userId: number
  readonly before?: unknown
  readonly after?: unknown
  readonly data?: object
  /** What some items carry besides, such as `comment` or `custom_field`. */
  readonly extra?: object
  /** Absent: a new one. */
  readonly id?: string
}

export function historyItem(world: World, change: Change): HistoryItem {
  return {
    id: change.id ?? makeHistoryId(world.random),
    type: 1,
    date: String(nowMs(world)),
    field: change.field,
    parent_id: change.parentId,
    data: change.data ?? {},
    source: null,
    user: personView(userOf(world.state, change.userId)),
    // An added assignee has no `before`, a removed one no `after`.
    ...(change.before === undefined ? {} : { before: change.before }),
    ...(change.after === undefined ? {} : { after: change.after }),
    ...change.extra,
  }
}
