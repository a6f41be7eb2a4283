import type { ClickupTask } from '../../../connectors/clickup/index.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { findUpdateTime } from '../tasks/task-search.store.ts'
import { boundsOf, followPage, isAtRest, type Direction, type Place } from './follow-page.ts'
import type { ListState } from './list.store.ts'
import { storePage } from './store-page.ts'
import { syncRunView } from './sync-run.view.ts'
import type { SyncWalk } from './sync-walk.ts'

/** What ClickUp tells of late is looked for once more, as long as it can be late; of many changes at once, the latest. */
const OVERLAP_MS = 30_000
const MOST_OVERLAP = 90
// The overlap, and as much for clocks that differ.
const SETTLED_MS = 60_000

/** Reads everything that was updated since the latest look, oldest first. False when the run has taken all that it may before the end. */
export async function followChanges(walk: SyncWalk): Promise<boolean> {
  const beganAt = walk.deps.clock.now()
  const knownMs = walk.state.highAt?.getTime() ?? -Infinity
  return walkPages(walk, {
    direction: 'forward',
    from: { edgeMs: await overlapFrom(walk), page: 0 },
    counts: ({ updatedAt }) => updatedAt.getTime() > knownMs,
    settle: (state, { next, newestMs }) => {
      if (next === 'end') return { ...state, highAt: laterOf(state.highAt, newestMs), followedAt: beganAt }
      return isAtRest(next) ? { ...state, highAt: laterOf(state.highAt, next.edgeMs) } : state
    },
  })
}

/** Reads what the walk has not come to yet, newest first; the same answer. */
export async function readOlder(walk: SyncWalk): Promise<boolean> {
  if (walk.state.complete) return true
  if (leftOf(walk) <= 0) return false
  return walkPages(walk, {
    direction: 'backward',
    from: { edgeMs: walk.state.lowAt?.getTime() ?? null, page: 0 },
    counts: () => true,
    settle: (state, { next, newestMs }) => {
      const highAt = state.highAt ?? laterOf(null, newestMs)
      if (next === 'end') return { ...state, highAt, complete: true }
      const lowAt = isAtRest(next) && next.edgeMs !== null ? new Date(next.edgeMs) : state.lowAt
      return { ...state, highAt, lowAt }
    },
  })
}

async function overlapFrom({ deps, scope, state }: SyncWalk): Promise<number | null> {
  const { highAt, lowAt, followedAt, listId } = state
  if (highAt === null) return null
  const highMs = highAt.getTime()
  if ((followedAt?.getTime() ?? 0) - highMs > SETTLED_MS) return highMs + 1
  const skip = MOST_OVERLAP - 1
  const latest = await inWorkspaceAtOnce(deps.db, scope, (tx) => findUpdateTime(tx, scope, { listId, skip }))
  // What the walk has not come to is not looked for here.
  const walkedToMs = state.complete ? undefined : lowAt?.getTime()
  return 1 + Math.max(highMs - OVERLAP_MS, latest?.getTime() ?? 0, walkedToMs ?? 0)
}

function laterOf(known: Date | null, ms: number | null): Date | null {
  if (ms === null || ms <= (known?.getTime() ?? -Infinity)) return known
  return new Date(ms)
}

interface PassOptions {
  readonly direction: Direction
  readonly from: Place
  /** Whether a task uses up what the run may take. */
  readonly counts: (task: ClickupTask) => boolean
  /** `newestMs`: of the tasks that this pass has taken. */
  readonly settle: (
    state: ListState,
    walked: { readonly next: Place | 'end'; readonly newestMs: number | null },
  ) => ListState
}

async function walkPages(walk: SyncWalk, options: PassOptions): Promise<boolean> {
  const { direction, settle } = options
  const counts = (task: ClickupTask): boolean => options.counts(task) && !walk.tally.has(task.id)
  let newestMs: number | null = null
  for (let place: Place | 'end' = options.from; place !== 'end';) {
    if (place !== options.from && isAtRest(place) && leftOf(walk) <= 0) return false
    const seenAt = walk.deps.clock.now()
    const page = await walk.clickup.listTasks(walk.state.listId, questionOf(walk, direction, place))
    const step = followPage({ direction, place, page, allowance: { left: leftOf(walk), counts } })
    newestMs = step.tasks.reduce(
      (newest, task) => Math.max(newest, task.updatedAt.getTime()),
      newestMs ?? -Infinity,
    )
    const state = settle(walk.state, {
      next: step.next,
      newestMs: Number.isFinite(newestMs) ? newestMs : null,
    })
    walk.taken += step.tasks.filter(counts).length
    const again = new Set(step.tasks.filter((task) => !options.counts(task)).map(({ id }) => id))
    const taken = { tasks: step.tasks, again, unreadable: page.unreadable }
    const run = await inWorkspace(walk.deps.db, walk.scope, (tx) =>
      storePage(walk, tx, { ...taken, seenAt, state }),
    )
    if (run !== undefined) walk.deps.publish(walk.scope, 'sync', syncRunView(run))
    walk.state = state
    place = step.next
  }
  return true
}

function questionOf({ state }: SyncWalk, direction: Direction, place: Place) {
  const isForward = direction === 'forward'
  return {
    // A change that takes a task out of what is kept is a change too.
    includeClosed: isForward || state.includeClosed,
    includeSubtasks: isForward || state.includeSubtasks,
    order: isForward ? 'oldest-first' : 'newest-first',
    page: place.page,
    ...boundsOf(direction, place),
  } as const
}

function leftOf({ maxTasks, taken }: SyncWalk): number {
  return maxTasks === 0 ? Infinity : Math.max(0, maxTasks - taken)
}
