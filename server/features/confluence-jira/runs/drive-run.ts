import { BudgetExhausted } from '../../../platform/connections/index.ts'
import {
  handleJob,
  PermanentJobError,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../../../platform/jobs/index.ts'
import { LookLater } from '../../../platform/outbound/index.ts'
import { newId } from '../../../shared/ids.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { relinkPages } from '../project/relink-pages.ts'
import { syncTree } from '../project/sync-tree.ts'
import { syncPages } from '../sync/sync-pages.ts'
import { undoPages } from '../undo/undo-pages.ts'
import { driveRunJob } from './drive-run-job.ts'
import { isLasting, wordsOf } from './is-lasting.ts'
import { TakenOver } from './outcomes.ts'
import {
  runContext,
  type ProjectContext,
  type RunContext,
  type SyncContext,
  type UndoContext,
} from './run-context.ts'
import { beginRun, endRun } from './page-run.store.ts'
import { featureOf, type Run } from './run.ts'

type Job = Pick<JobRun<{ readonly runId: string }>, 'scope' | 'payload' | 'signal' | 'lastAttempt'>

export function driveRunHandler(deps: ConfluenceJiraDeps): JobHandler {
  return handleJob(driveRunJob, (job) => driveRun(deps, job))
}

/** Goes on where the last try has stopped. */
export async function driveRun(deps: ConfluenceJiraDeps, job: Job): Promise<JobResult> {
  const { scope, signal, payload } = job
  const beginning = { id: payload.runId, driver: newId(), at: deps.clock.now() }
  const run = await inWorkspaceAtOnce(deps.db, scope, (tx) => beginRun(tx, scope, beginning))
  if (run === undefined) return undefined
  const end = async (status: 'completed' | 'failed', error: string | null): Promise<void> => {
    const ending = { id: run.id, driver: beginning.driver, status, error, at: deps.clock.now() }
    const isOver = await inWorkspaceAtOnce(deps.db, scope, (tx) => endRun(tx, scope, ending))
    if (isOver) deps.publish(scope, 'run', { feature: featureOf(run), id: run.id, status })
  }
  try {
    await carryOn(await runContext(deps, scope, { run, driver: beginning.driver, signal }))
    await end('completed', null)
    return undefined
  } catch (error) {
    if (error instanceof TakenOver) return undefined
    if (signal.aborted) throw error
    if (error instanceof LookLater) return { again: error.at }
    if (error instanceof BudgetExhausted) return { again: error.resumesAt }
    const isPermanent = isLasting(error)
    if (!isPermanent && !job.lastAttempt) throw error
    await end('failed', wordsOf(error))
    throw isPermanent ? new PermanentJobError(wordsOf(error), { cause: error }) : error
  }
}

async function carryOn(context: RunContext): Promise<void> {
  if (isOf(context, 'sync')) await syncPages(context)
  else if (isOf(context, 'undo')) await undoPages(context)
  else if (isOf(context, 'relink')) await relinkPages(context)
  else if (isOf(context, 'pages')) await syncTree(context)
}

function isOf(context: RunContext, kind: 'sync'): context is SyncContext
function isOf(context: RunContext, kind: 'undo'): context is UndoContext
function isOf(context: RunContext, kind: 'relink' | 'pages'): context is ProjectContext
function isOf({ run }: RunContext, kind: Run['kind']): boolean {
  return run.kind === kind
}
