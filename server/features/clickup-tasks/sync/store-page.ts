import type { ClickupTask } from '../../../connectors/clickup/index.ts'
import type { Tx } from '../../../storage/db.ts'
import { taskToStore } from '../tasks/stored-task.ts'
import { deleteTasks, deleteUnseenTasks, markSeen, storeTasks } from '../tasks/task.store.ts'
import { upsertListState, type ListState } from './list.store.ts'
import { lockRun, updateRun, type SyncRun } from './sync-run.store.ts'
import type { SyncWalk } from './sync-walk.ts'

/** Somebody has ended the run meanwhile, by choosing another list or clearing the cache: nothing more is stored. */
export class RunOver extends Error {
  constructor() {
    super('the sync is over')
    this.name = 'RunOver'
  }
}

export interface TakenPage {
  readonly tasks: readonly ClickupTask[]
  /** Of them, those that are only looked at once more: they count if they are different. */
  readonly again: ReadonlySet<string>
  readonly unreadable: readonly (string | null)[]
  /** Just before it was asked for. */
  readonly seenAt: Date
  /** The list's, with this page. */
  readonly state: ListState
}

const MOST_NAMED = 100

/** Tasks, counters and the way so far are stored together, so that whoever takes over goes on behind this page. */
export async function storePage(walk: SyncWalk, tx: Tx, page: TakenPage): Promise<SyncRun | undefined> {
  const { scope, tally } = walk
  const { seenAt, state } = page
  const run = await lockLiveRun(walk, tx)
  const kept = page.tasks.filter((task) => isKept(task, state))
  const outcomes = await storeTasks(tx, scope, { tasks: kept.map(taskToStore), seenAt })
  const left = page.tasks.filter((task) => !isKept(task, state))
  const removed = await deleteTasks(
    tx,
    scope,
    left.map(({ id }) => id),
  )
  // They are there, only not to be read.
  await markSeen(tx, scope, { taskIds: page.unreadable.filter((id) => id !== null), seenAt })
  await upsertListState(tx, scope, state)
  const counted = [...outcomes].filter(([id, outcome]) => outcome !== 'unchanged' || !page.again.has(id))
  const news = tally.count(new Map(counted))
  return updateRun(tx, scope, {
    id: run.id,
    requests: run.requests + 1,
    processed: run.processed + news.processed,
    created: run.created + news.created,
    updated: run.updated + news.updated,
    unchanged: run.unchanged + news.unchanged,
    removed: run.removed + removed.length,
    unreadable: namesOf(run, page.unreadable),
  })
}

/** Ends the walk: what none of its looks had is not in the list any more. */
export async function endWalk(walk: SyncWalk, tx: Tx, walkedAt: Date): Promise<ListState> {
  const { scope, state } = walk
  const run = await lockLiveRun(walk, tx)
  const ended = { ...state, walkedAt }
  const removed = await deleteUnseenTasks(tx, scope, {
    listId: state.listId,
    seenBefore: state.walkStartedAt,
  })
  await upsertListState(tx, scope, ended)
  await updateRun(tx, scope, { id: run.id, removed: run.removed + removed })
  return ended
}

async function lockLiveRun({ scope, runId }: SyncWalk, tx: Tx): Promise<SyncRun> {
  const run = await lockRun(tx, scope, runId)
  if (run?.status !== 'running') throw new RunOver()
  return run
}

function isKept({ status, parentId }: ClickupTask, state: ListState): boolean {
  return (state.includeClosed || status.type !== 'closed') && (state.includeSubtasks || parentId === null)
}

function namesOf({ unreadable }: SyncRun, found: readonly (string | null)[]): string[] {
  return [...new Set([...unreadable, ...found.map((id) => id ?? '')])].slice(0, MOST_NAMED)
}
