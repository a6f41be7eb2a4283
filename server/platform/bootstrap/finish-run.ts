import { inWorkspace, type Db } from '../../storage/db.ts'
import { deleteUnseenRecords } from '../records/index.ts'
import type { PlannedStep } from './plan-walk.ts'
import { deleteOldRuns, lockRun, updateRun } from './run.store.ts'
import { stepEnds } from './step-end.ts'
import { endSteps, listSteps, skipOpenSteps, type StepRow } from './step.store.ts'
import { deleteStreams } from './stream.store.ts'
import { sweepable } from './sweepable.ts'
import type { Walk } from './walk.ts'

/** Nothing is left to ask for: the report is closed, and records that a complete walk did not see are marked deleted. */
export async function finishRun(walk: Walk, plan: readonly PlannedStep[]): Promise<void> {
  const { deps, scope, runId, startedAt } = walk
  await inWorkspace(deps.db, scope, async (tx) => {
    await lockRun(tx, scope, { id: runId, mode: 'alone' })
    await closeSteps(walk, tx)
    const steps = await listSteps(tx, scope, runId)
    const error = nothingAnswered(steps)
    const status = error === undefined ? 'completed' : 'failed'
    if (!(await updateRun(tx, scope, { id: runId, status, finishedAt: deps.clock.now(), error }))) return
    for (const collection of sweepable(plan, steps))
      await deleteUnseenRecords(tx, scope, { collection, since: startedAt, source: `bootstrap:${runId}` })
    await deleteStreams(tx, scope, runId)
    await deleteOldRuns(tx, scope)
  })
}

/** The run cannot go on. */
export async function failRun(walk: Walk, error: string): Promise<void> {
  const { deps, scope, runId } = walk
  await inWorkspace(deps.db, scope, async (tx) => {
    await lockRun(tx, scope, { id: runId, mode: 'alone' })
    const finishedAt = deps.clock.now()
    if (!(await updateRun(tx, scope, { id: runId, status: 'failed', finishedAt, error }))) return
    await skipOpenSteps(tx, scope, { runId, reason: 'the run failed before this was done' })
    await deleteStreams(tx, scope, runId)
  })
}

export async function closeSteps(
  { scope, runId }: Pick<Walk, 'scope' | 'runId'>,
  tx: Db,
): Promise<readonly StepRow[]> {
  const steps = await listSteps(tx, scope, runId)
  const ends = stepEnds(steps)
  if (ends.length > 0) await endSteps(tx, scope, { runId, ends })
  return steps
}

/** Not one answer, but failures: the other side is away, which is no coverage report. */
function nothingAnswered(steps: readonly StepRow[]): string | undefined {
  if (steps.some((step) => step.pages > 0)) return undefined
  const failed = steps.find((step) => step.status === 'failed')
  return failed && `No operation was answered. ${failed.operationId}: ${failed.reason ?? ''}`
}
