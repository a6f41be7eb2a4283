import { AppError, codeOf, messageOf } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { startSmallHeap } from '../../shared/small-heap.ts'
import { isDatabaseAway } from '../../storage/database-away.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { Connection } from '../connections/index.ts'
import { BudgetExhausted } from '../connections/index.ts'
import { PermanentJobError, type JobResult, type JobRun } from '../jobs/index.ts'
import type { BootstrapDeps } from './bootstrap-deps.ts'
import { failRun, finishRun } from './finish-run.ts'
import type { PlannedStep, WalkedStep } from './plan-walk.ts'
import { renewable } from './renewable-connection.ts'
import { findRun, updateRun } from './run.store.ts'
import { currentPlan } from './start-bootstrap.ts'
import { WalkStopped } from './store-page.ts'
import { createTicker, type Ticker } from './ticker.ts'
import { walkStreams } from './walk-streams.ts'
import type { Stop, Walk } from './walk.ts'

// Ten times the data in the same memory; half of it takes 3 % longer.
const HEAP_GROWTH_PERCENT = 100
// A switched-off add-on is looked at this often; switching it on also needs no more than this.
const INACTIVE_MS = 30_000
const REINSTALL =
  'Clockify no longer takes the installation token. Install the add-on again, then start again.'

/** Carries a run on from its checkpoints until it is over, must wait or is stopped. Safe to run twice. */
export async function runWalk(
  deps: BootstrapDeps,
  job: JobRun<{ readonly runId: string }>,
): Promise<JobResult> {
  const { scope } = job
  const { runId } = job.payload
  const run = await inWorkspace(deps.db, scope, (tx) => findRun(tx, scope, runId))
  if (!run || run.finishedAt !== null) return
  const plan = currentPlan(deps)
  const walk = walkOf(deps, job, { plan, startedAt: run.startedAt })
  try {
    return await settle(walk, plan, job)
  } catch (error) {
    if (job.signal.aborted || isPassing(error)) throw error
    await failRun(walk, `Something went wrong on our side: ${messageOf(error)}`)
    throw new PermanentJobError(`bootstrap ${runId}: ${messageOf(error)}`, { cause: error })
  }
}

/** Deadlocks, cancelled statements, a full or stopping server: they pass, and our own failures would come again. */
function isPassing(error: unknown): boolean {
  return isDatabaseAway(error) || /^(40|53|55|57|58)...$/.test(codeOf(error) ?? '')
}

function walkOf(
  deps: BootstrapDeps,
  job: JobRun<{ readonly runId: string }>,
  { plan, startedAt }: { readonly plan: readonly PlannedStep[]; readonly startedAt: Date },
): Walk {
  const { scope, signal } = job
  const walked = plan.filter((step) => step.kind === 'walked')
  const childrenOf = new Map<string, WalkedStep[]>()
  for (const step of walked) {
    if (!step.feeder) continue
    childrenOf.set(step.feeder.operationId, [...(childrenOf.get(step.feeder.operationId) ?? []), step])
  }
  return {
    deps,
    scope,
    runId: job.payload.runId,
    startedAt,
    steps: new Map(walked.map((step) => [step.operation.operationId, step])),
    childrenOf,
    connection: renewable(deps.clock, () => openConnection(deps, scope)),
    signal,
  }
}

/** A refused connection is looked into: switched off is to wait, uninstalled is the end. */
async function openConnection(deps: BootstrapDeps, scope: WorkspaceScope): Promise<Connection> {
  try {
    return await deps.connector.connectInBackground(scope)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error
    const standing = await inWorkspace(deps.db, scope, (tx) => deps.standing(tx, scope))
    if (standing === 'active') throw error
    throw new WalkStopped({ kind: standing === 'inactive' ? 'inactive' : 'ended' })
  }
}

async function settle(walk: Walk, plan: readonly PlannedStep[], job: JobRun): Promise<JobResult> {
  const ticker = createTicker(walk, job)
  const stop = await begin(walk, ticker)
  switch (stop?.kind) {
    case undefined:
      await finishRun(walk, plan)
      await ticker.now('completed')
      return
    case 'token-invalid':
      await failRun(walk, `${REINSTALL} (${stop.reason})`)
      await ticker.now('failed')
      return
    case 'ended':
      return await endUninstalled(walk)
    case 'inactive':
      return await waitUntil(walk, ticker, undefined)
    case 'waiting':
      return await waitUntil(walk, ticker, stop.resumesAt)
  }
}

/** The walk itself, once the connection stands; until then a waiting run stays one. */
async function begin(walk: Walk, ticker: Ticker): Promise<Stop | undefined> {
  const { deps, scope, runId } = walk
  const endSmallHeap = startSmallHeap(HEAP_GROWTH_PERCENT)
  try {
    await walk.connection.current()
    const isOurs = await inWorkspace(deps.db, scope, (tx) =>
      updateRun(tx, scope, { id: runId, status: 'running' }),
    )
    if (!isOurs) return { kind: 'ended' }
    return await walkStreams(walk, () => ticker.tick())
  } catch (error) {
    if (error instanceof WalkStopped && error.stop) return error.stop
    if (error instanceof BudgetExhausted) return { kind: 'waiting', resumesAt: error.resumesAt }
    throw error
  } finally {
    endSmallHeap()
  }
}

async function waitUntil(walk: Walk, ticker: Ticker, resumesAt: Date | undefined): Promise<JobResult> {
  const { deps, scope, runId } = walk
  const isOurs = await inWorkspace(deps.db, scope, (tx) =>
    updateRun(tx, scope, { id: runId, status: 'waiting', resumesAt }),
  )
  if (!isOurs) return undefined
  await ticker.now('waiting')
  return { again: resumesAt ?? new Date(deps.clock.now().getTime() + INACTIVE_MS) }
}

/** Cancelled runs are closed already; one whose installation is gone is closed here. */
async function endUninstalled({ deps, scope, runId }: Walk): Promise<undefined> {
  const finishedAt = deps.clock.now()
  const error = 'The add-on was uninstalled.'
  await inWorkspace(deps.db, scope, async (tx) => {
    if ((await deps.standing(tx, scope)) !== 'absent') return
    await updateRun(tx, scope, { id: runId, status: 'cancelled', finishedAt, error })
  })
}
