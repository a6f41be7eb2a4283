// Promises: one run per workspace at a time; every page is stored once with its checkpoint, so that a killed process costs at
// most one repeated page per stream; every GET operation has its line in the report. Never: writes to the other side.
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import { findInstallation } from '../addon/index.ts'
import type { PlatformModule } from '../feature.ts'
import { handleJob } from '../jobs/index.ts'
import type { Standing } from './bootstrap-deps.ts'
import { bootstrapRoutes, type BootstrapRouteDeps } from './bootstrap.routes.ts'
import { runWalk } from './run-walk.ts'
import { startBootstrapIn, walkJob } from './start-bootstrap.ts'

export { sumLiveWalks, type LiveWalks } from './live-walks.ts'

type CreateBootstrapDeps = Omit<BootstrapRouteDeps, 'standing'> &
  Partial<Pick<BootstrapRouteDeps, 'standing'>>

export interface Bootstrap extends PlatformModule {
  /** For the installing transaction; a live run goes on instead. */
  startIn(tx: Tx, scope: WorkspaceScope): Promise<void>
}

export function createBootstrap(given: CreateBootstrapDeps): Bootstrap {
  const deps: BootstrapRouteDeps = { standing: readStanding, ...given }
  return {
    name: 'bootstrap',
    routes: async (app) => {
      await app.register(bootstrapRoutes, { deps })
    },
    jobs: [handleJob(walkJob, (job) => runWalk(deps, job))],
    startIn: async (tx, scope) => {
      await startBootstrapIn(deps, scope, tx)
    },
  }
}

async function readStanding(tx: Tx, scope: WorkspaceScope): Promise<Standing> {
  const installation = await findInstallation(tx, scope)
  if (!installation) return 'absent'
  return installation.status === 'ACTIVE' ? 'active' : 'inactive'
}
