// Promises: a ClickUp task becomes one applicant in Huntflow, however often it is asked for and whatever fails on the way; each step is
// stored when it is done. Never: repeats a write whose outcome is not known before it has looked for its trace, or guesses.
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { PlatformModule } from '../../platform/feature.ts'
import { optionsRoutes } from './options/options.routes.ts'
import { runTransferHandler } from './run/run-transfer.ts'
import { findLostTransfersHandler, findLostTransfersJob } from './transfers/find-lost-transfers.ts'
import { transferForImport, type ImportedTask, type ImportOutcome } from './transfers/import-target.ts'
import { transferChangeRoutes, transferRoutes, type TransferRouteDeps } from './transfers/transfer.routes.ts'

export type { HuntflowTransferDeps } from './deps.ts'
export type { ImportedTask, ImportOutcome } from './transfers/import-target.ts'

export interface HuntflowTransferModule extends PlatformModule {
  /** For imports that bring tasks to Huntflow. */
  readonly importTarget: {
    run(scope: WorkspaceScope, task: ImportedTask): Promise<ImportOutcome>
  }
}

export function createHuntflowTransfer(deps: TransferRouteDeps): HuntflowTransferModule {
  return {
    name: 'huntflow-transfer',
    routes: async (app) => {
      await app.register(transferRoutes, { deps })
      await app.register(transferChangeRoutes, { deps })
      await app.register(optionsRoutes, { deps })
    },
    jobs: [runTransferHandler(deps), findLostTransfersHandler(deps)],
    schedules: [
      {
        name: 'huntflow-transfer.find-lost-transfers',
        cron: '23 * * * *',
        definition: findLostTransfersJob,
        payload: {},
        each: 'workspace',
      },
    ],
    importTarget: { run: (scope, task) => transferForImport(deps, scope, task) },
  }
}
