import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { BootstrapDeps } from './bootstrap-deps.ts'
import { findLiveRun, lockRun, updateRun } from './run.store.ts'
import { skipOpenSteps } from './step.store.ts'
import { deleteStreams } from './stream.store.ts'

/** The run stops within a page, in whatever process it runs; what it has stored stays. */
export async function cancelBootstrap(
  deps: Pick<BootstrapDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
): Promise<{ readonly runId: string }> {
  const runId = await inWorkspace(deps.db, scope, async (tx) => {
    const run = await findLiveRun(tx, scope)
    if (run) await lockRun(tx, scope, { id: run.id, mode: 'alone' })
    const end = run && { id: run.id, status: 'cancelled' as const, finishedAt: deps.clock.now() }
    if (!end || !(await updateRun(tx, scope, end))) throw new AppError('CONFLICT', 'No bootstrap is running.')
    await skipOpenSteps(tx, scope, { runId: end.id, reason: 'the run was cancelled before this was done' })
    await deleteStreams(tx, scope, end.id)
    return end.id
  })
  deps.publish(scope, 'bootstrap', { runId, status: 'cancelled' })
  return { runId }
}
