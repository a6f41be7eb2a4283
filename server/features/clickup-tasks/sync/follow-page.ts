import type { ClickupTask, TaskPage } from '../../../connectors/clickup/index.ts'

/** Forward reads changes from older to newer, backward reads a list from its newest task to its oldest. */
export type Direction = 'forward' | 'backward'

/** Where a walk is. Tasks of one moment may fill pages; only those are told apart by page numbers. */
export interface Place {
  /** The time from which to read on, included; null: the beginning. */
  readonly edgeMs: number | null
  /** From 0; above that only within the tasks of one moment. */
  readonly page: number
  /** The first task of the page before, within the tasks of one moment. */
  readonly firstId?: string | undefined
  /** Set while the pages of one moment are read once more, from the last to the first: where it goes on afterwards. */
  readonly after?: Place | 'end'
}

export interface Step {
  /** What to keep of the page, in its order. */
  readonly tasks: readonly ClickupTask[]
  readonly next: Place | 'end'
}

/** What is still wanted of this run. */
interface Allowance {
  readonly left: number
  /** Whether a task counts. */
  counts(task: ClickupTask): boolean
}

interface Read {
  readonly direction: Direction
  readonly place: Place
  readonly page: TaskPage
  readonly allowance: Allowance
}

/** ClickUp's pages cannot be walked: going on would lose tasks or never end. */
export class WalkProblem extends Error {
  constructor(what: string) {
    super(`ClickUp ${what}. Nothing was removed; try again later.`)
    this.name = 'WalkProblem'
  }
}

// A page without a task that says that it is not the last one may be a moment's; not so many of them.
const MOST_PAGES_OF_A_MOMENT = 1_000

/** The bounds of the question, both exclusive. */
export function boundsOf(
  direction: Direction,
  { edgeMs }: Place,
): { readonly updatedAfterMs?: number; readonly updatedBeforeMs?: number } {
  if (edgeMs === null) return {}
  return direction === 'forward' ? { updatedAfterMs: edgeMs - 1 } : { updatedBeforeMs: edgeMs + 1 }
}

/** At rest everything before the edge has been read, so that another run can go on from there. */
export function isAtRest(place: Place): boolean {
  return place.page === 0 && place.after === undefined
}

/** What follows from a page: which of its tasks to keep and where to read on. Throws WalkProblem for one that does not fit the question. */
export function followPage(read: Read): Step {
  const { place, page } = read
  checkPage(read)
  const whole = { tasks: page.tasks, next: nextPlace(read) }
  return isAtRest(place) ? (cut(read) ?? whole) : whole
}

function nextPlace({ direction, place, page }: Read): Place | 'end' {
  if (place.after !== undefined) return backFrom(place, place.after)
  const lastMs = page.tasks.at(-1)?.updatedAt.getTime() ?? place.edgeMs
  if (!page.isLast && lastMs === place.edgeMs) return nextOfMoment(place, page)
  if (place.page === 0) return page.isLast ? 'end' : at(lastMs)
  return backFrom(place, afterMoment({ direction, place, page }, lastMs))
}

/** Forward there is no end yet: what leaves the moment while its pages are read again goes there. */
function afterMoment(
  { direction, place: { edgeMs }, page }: Omit<Read, 'allowance'>,
  lastMs: number | null,
): Place | 'end' {
  if (!page.isLast) return at(lastMs)
  if (direction === 'backward' || lastMs === null) return 'end'
  return at(lastMs === edgeMs ? lastMs + 1 : lastMs)
}

function at(edgeMs: number | null): Place {
  return { edgeMs, page: 0 }
}

function nextOfMoment({ edgeMs, page: number, firstId: before }: Place, page: TaskPage): Place {
  const firstId = page.tasks[0]?.id
  if (number > 0 && firstId !== undefined && firstId === before)
    throw new WalkProblem('sent a page once more')
  if (number >= MOST_PAGES_OF_A_MOMENT) throw new WalkProblem('goes on sending pages without an end')
  return { edgeMs, page: number + 1, firstId }
}

/**
 * A task that is changed while the pages of its moment are read leaves them, and those behind it move up, onto pages that were read before.
 * Reading the pages again from the last to the first meets them all.
 */
function backFrom({ edgeMs, page }: Place, after: Place | 'end'): Place | 'end' {
  return page === 0 ? after : { edgeMs, page: page - 1, after }
}

/** Of a page that holds more than is wanted: its beginning, to the end of a moment. */
function cut({ direction, page: { tasks }, allowance }: Read): Step | undefined {
  const counted = tasks.filter((task) => allowance.counts(task))
  const firstUnwanted = counted[allowance.left]
  if (firstUnwanted === undefined) return undefined
  const lastWanted = counted[allowance.left - 1]
  if (lastWanted === undefined)
    return {
      tasks: tasks.slice(0, tasks.indexOf(firstUnwanted)),
      next: at(firstUnwanted.updatedAt.getTime()),
    }
  const edge = lastWanted.updatedAt.getTime()
  const end = tasks.findLastIndex(({ updatedAt }) => updatedAt.getTime() === edge) + 1
  if (end === tasks.length) return undefined
  return { tasks: tasks.slice(0, end), next: at(direction === 'forward' ? edge + 1 : edge - 1) }
}

function checkPage({ direction, place, page }: Read): void {
  const { updatedAfterMs = -Infinity, updatedBeforeMs = Infinity } = boundsOf(direction, place)
  const times = page.tasks.map(({ updatedAt }) => updatedAt.getTime())
  if (times.some((time) => time <= updatedAfterMs || time >= updatedBeforeMs))
    throw new WalkProblem('sent tasks of another time than was asked for, as if it ignored the question')
  const sign = direction === 'forward' ? 1 : -1
  if (times.some((time, index) => index > 0 && sign * (time - (times[index - 1] ?? time)) < 0))
    throw new WalkProblem('sent tasks in another order than was asked for')
}
