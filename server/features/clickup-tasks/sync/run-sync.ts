import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { PermanentJobError, type JobResult, type JobRun } from '../../../platform/jobs/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError, codeOf, messageOf } from '../../../shared/errors.ts'
import { isDatabaseAway } from '../../../storage/database-away.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { beginSync, type Begun } from './begin-sync.ts'
import { endSync, putOff } from './end-sync.ts'
import { WalkProblem } from './follow-page.ts'
import { endWalk, RunOver } from './store-page.ts'
import { followChanges, readOlder } from './read-list.ts'
import type { SyncWalk } from './sync-walk.ts'
import { createTally } from './tally.ts'

type SyncDeps = Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup' | 'publish'>
type SyncJob = JobRun<{ readonly runId: string }>

/** Until the run before is over. */
const TURN_MS = 5_000

/** Carries a run on from the page where it was until it is over or must wait. Safe to run twice. */
export async function runSync(deps: SyncDeps, job: SyncJob): Promise<JobResult> {
  const { scope } = job
  const { runId } = job.payload
  try {
    const begun = await beginSync(deps, scope, { runId })
    if (begun === 'over') return undefined
    if (begun === 'busy') return { again: new Date(deps.clock.now().getTime() + TURN_MS) }
    const moreToRead = await walkList(await walkOf(deps, job, begun))
    await endSync(deps, scope, { id: runId, moreToRead })
    return undefined
  } catch (error) {
    return settle(deps, job, error)
  }
}

async function walkOf(deps: SyncDeps, { scope, payload, signal }: SyncJob, begun: Begun): Promise<SyncWalk> {
  const clickup = await deps.openClickup(scope, 'background', signal)
  const { maxTasks, state } = begun
  return {
    deps,
    scope,
    runId: payload.runId,
    clickup,
    maxTasks,
    tally: createTally(),
    state,
    taken: begun.taken,
  }
}

/** Newest changes first, then what the walk has not come to; true when the rest is left for the next run. */
async function walkList(walk: SyncWalk): Promise<boolean> {
  const { highAt, complete } = walk.state
  const isFollowed = highAt === null && !complete ? false : await followChanges(walk)
  if (!(await readOlder(walk))) return true
  // Whatever moved ahead of the walk while it went back is there.
  const isUpToDate = complete ? isFollowed : await followChanges(walk)
  if (!isUpToDate) return true
  const { walkedAt, walkStartedAt } = walk.state
  if (walkedAt === null || walkedAt < walkStartedAt)
    await inWorkspace(walk.deps.db, walk.scope, (tx) => endWalk(walk, tx, walk.deps.clock.now()))
  return false
}

async function settle(deps: SyncDeps, job: SyncJob, error: unknown): Promise<JobResult> {
  const { scope, signal } = job
  const id = job.payload.runId
  if (error instanceof RunOver) return undefined
  if (error instanceof BudgetExhausted) return putOff(deps, scope, { id, until: error.resumesAt })
  if (isKnown(error)) {
    await endSync(deps, scope, { id, error: wordsOf(error) })
    return undefined
  }
  if (!job.lastAttempt && (signal.aborted || isPassing(error))) throw error
  await endSync(deps, scope, { id, error: `Something went wrong on our side: ${messageOf(error)}` })
  throw new PermanentJobError(`sync ${id}: ${messageOf(error)}`, { cause: error })
}

function isKnown(error: unknown): error is Error {
  return error instanceof UpstreamError || error instanceof AppError || error instanceof WalkProblem
}

function wordsOf(error: Error): string {
  if (error instanceof UpstreamError && ['not-found', 'rejected'].includes(error.kind))
    return `${error.message} Choose another list in the settings if this one is gone; what is stored of it stays until then.`
  return error.message
}

/** Deadlocks, cancelled statements, a full or stopping server: they pass, and our own failures would come again. */
function isPassing(error: unknown): boolean {
  return isDatabaseAway(error) || /^(40|53|55|57|58)...$/.test(codeOf(error) ?? '')
}
