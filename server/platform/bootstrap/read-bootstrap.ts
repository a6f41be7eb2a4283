import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { BootstrapDeps } from './bootstrap-deps.ts'
import type { Bootstrap } from './bootstrap.schemas.ts'
import { bootstrapView, planView } from './bootstrap.view.ts'
import { findLatestRun } from './run.store.ts'
import { currentPlan } from './start-bootstrap.ts'
import { listSteps } from './step.store.ts'

type ReadDeps = Pick<
  BootstrapDeps,
  'db' | 'clock' | 'catalogue' | 'connector' | 'grantedScopes' | 'requestsPerHour'
>

/** The latest run and its coverage report; the plan when there was none. */
export async function readBootstrap(deps: ReadDeps, scope: WorkspaceScope): Promise<Bootstrap> {
  const perHour = await deps.requestsPerHour?.(scope)
  return inWorkspace(deps.db, scope, async (tx) => {
    const run = await findLatestRun(tx, scope)
    if (!run) return planView(currentPlan(deps))
    return bootstrapView({ run, steps: await listSteps(tx, scope, run.id), perHour, now: deps.clock.now() })
  })
}
