import type { ClickupTask, TaskPage } from '../../../connectors/clickup/index.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { findUpdateTime } from '../tasks/task-search.store.ts'
import { boundsOf, followPage, isAtRest, type Direction, type Place } from './follow-page.ts'
import type { ListState } from './list.store.ts'
import { storePage, type TakenPage } from './store-page.ts'
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
  const { direction, from } = options
  let asked: Promise<AskedPage> | undefined = ask(walk, direction, from)
  let newestMs: number | null = null
  while (asked !== undefined) {
    const { place, page, seenAt } = await asked
    const counts = (task: ClickupTask): boolean => options.counts(task) && !walk.tally.has(task.id)
    const step = followPage({ direction, place, page, allowance: { left: leftOf(walk), counts } })
    const { tasks, next } = step
    newestMs = tasks.reduce<number | null>(
      (ms, { updatedAt }) => Math.max(ms ?? 0, updatedAt.getTime()),
      newestMs,
    )
    const state = options.settle(walk.state, { next, newestMs })
    walk.taken += tasks.filter(counts).length
    const isPaused = next !== 'end' && isAtRest(next) && leftOf(walk) <= 0
    // ClickUp works on the next page while this one is stored.
    asked = next === 'end' || isPaused ? undefined : ask(walk, direction, next)
    asked?.catch(ignoreUntilAwaited)
    const again = new Set(tasks.filter((task) => !options.counts(task)).map(({ id }) => id))
    await store(walk, { tasks, again, unreadable: page.unreadable, seenAt, state })
    if (isPaused) return false
  }
  return true
}

interface AskedPage {
  readonly place: Place
  readonly page: TaskPage
  readonly seenAt: Date
}

async function ask(walk: SyncWalk, direction: Direction, place: Place): Promise<AskedPage> {
  const seenAt = walk.deps.clock.now()
  const page = await walk.clickup.listTasks(walk.state.listId, questionOf(walk, direction, place))
  return { place, page, seenAt }
}

/** What failed is told when the page is waited for, or does not matter any more. */
function ignoreUntilAwaited(): void {}

async function store(walk: SyncWalk, page: TakenPage): Promise<void> {
  const run = await inWorkspace(walk.deps.db, walk.scope, (tx) => storePage(walk, tx, page))
  walk.state = page.state
  if (run !== undefined) walk.deps.publish(walk.scope, 'sync', syncRunView(run))
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
