import { Type } from 'typebox'
import { AppError } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../storage/db.ts'
import { defineJob, enqueueJob } from '../jobs/index.ts'
import { listCollections } from '../records/index.ts'
import type { BootstrapDeps } from './bootstrap-deps.ts'
import { expectedRequests } from './estimate.ts'
import { planWalk, type PlannedStep } from './plan-walk.ts'
import { findLiveRun, insertRun } from './run.store.ts'
import { insertSteps } from './step.store.ts'
import { insertStreams } from './stream.store.ts'
import { rootStreams } from './streams-of.ts'

/** Every killed process costs an attempt, and a long run may outlive many; its own failures end it without any. */
export const walkJob = defineJob({
  name: 'bootstrap.walk',
  payload: Type.Object({ runId: Type.String() }),
  maxAttempts: 100,
})

type StartDeps = Pick<BootstrapDeps, 'db' | 'clock' | 'catalogue' | 'connector' | 'grantedScopes'>

type Start = { readonly outcome: 'started' | 'revived' | 'running'; readonly runId: string }

/** Proves that the workspace can be reached, then starts; a run that lost its job is taken up again. */
export async function startBootstrap(deps: StartDeps, scope: WorkspaceScope): Promise<Start> {
  await deps.connector.connectInBackground(scope)
  const start = await inWorkspace(deps.db, scope, (tx) => startBootstrapIn(deps, scope, tx))
  if (start.outcome === 'running')
    throw new AppError('CONFLICT', `Bootstrap ${start.runId} is running; cancel it first, or wait for it.`)
  return start
}

/** Run, steps, first streams and job exist together or not at all. */
export async function startBootstrapIn(
  deps: Omit<StartDeps, 'db'>,
  scope: WorkspaceScope,
  tx: Tx,
): Promise<Start> {
  const runId = newId()
  if (!(await insertRun(tx, scope, { id: runId, startedAt: deps.clock.now() }))) return revive(tx, scope)
  const plan = currentPlan(deps)
  const counts = new Map((await listCollections(tx, scope)).map(({ name, count }) => [name, count]))
  const steps = plan.map((step, position) => ({
    ...stepRow(step, position),
    expectedRequests: expectedRequests(step, plan, counts),
  }))
  await insertSteps(tx, scope, { runId, steps })
  const streams = rootStreams(plan.filter((step) => step.kind === 'walked'))
  await insertStreams(tx, scope, { runId, streams })
  await enqueueWalk(tx, scope, runId)
  return { outcome: 'started', runId }
}

export function currentPlan(
  deps: Pick<BootstrapDeps, 'catalogue' | 'connector' | 'grantedScopes'>,
): readonly PlannedStep[] {
  const operations = deps.catalogue.list({ connector: deps.connector.name, method: 'GET' })
  return planWalk(operations, { grantedScopes: deps.grantedScopes })
}

async function revive(tx: Tx, scope: WorkspaceScope): Promise<Start> {
  const live = await findLiveRun(tx, scope)
  // It ended between the refused insert and this look.
  if (!live) throw new AppError('CONFLICT', 'Another bootstrap has just ended. Start again.')
  const jobId = await enqueueWalk(tx, scope, live.id)
  return { outcome: jobId === undefined ? 'running' : 'revived', runId: live.id }
}

function enqueueWalk(tx: Tx, scope: WorkspaceScope, runId: string): Promise<string | undefined> {
  return enqueueJob(tx, scope, { definition: walkJob, payload: { runId }, dedupeKey: runId })
}

function stepRow(step: PlannedStep, position: number) {
  const isSkipped = step.kind === 'skipped'
  return {
    operationId: step.operation.operationId,
    position,
    feeder: isSkipped ? null : (step.feeder?.operationId ?? null),
    status: isSkipped ? ('skipped' as const) : ('pending' as const),
    reason: isSkipped ? step.reason : null,
    note: null,
  }
}
