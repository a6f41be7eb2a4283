// Promises: nothing is sent that does not fit the document, no write is sent twice, every call sent is in the history, without secrets.
// Never: chooses an address (the connection does), repeats a request (the connection does, reads only), refuses an answer.
import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Startable } from '../../shared/startable.ts'
import type { Db } from '../../storage/db.ts'
import type { DatabaseHandle } from '../../storage/database.ts'
import type { Connector } from '../connections/index.ts'
import type { PlatformModule } from '../feature.ts'
import type { EventHub } from '../events/index.ts'
import type { Guard } from '../http/index.ts'
import type { Catalogue, Compiler } from '../openapi/index.ts'
import type { CallLimits } from './call-operation.ts'
import { callsRoutes } from './calls.routes.ts'
import { createHistory } from './create-history.ts'
import { createDocumentLoader } from './document-loader.ts'
import { driftRoutes } from './drift.routes.ts'
import { keptCallRoutes } from './kept-call.routes.ts'
import { operationsRoutes } from './operations.routes.ts'
import { pruneCalls, pruneCallsHandler } from './prune-calls.ts'
import { savedCallsRoutes } from './saved-calls.routes.ts'

export { callOperation, type CallAnswer } from './call-operation.ts'
export { importDocument } from './import-document.ts'

export interface StudioDeps {
  readonly db: Db
  readonly database: Pick<DatabaseHandle, 'db' | 'listen'>
  readonly catalogue: Catalogue
  readonly compiler: Compiler
  readonly connectors: readonly Connector[]
  readonly guard: Guard
  readonly clock: Clock
  readonly log: Log
  readonly limits?: Partial<CallLimits>
  readonly publish: EventHub['publish']
  /** Connectors whose operations the workspace cannot call whatever it does, so that lists leave them out. */
  readonly hiddenFrom?: (scope: WorkspaceScope) => Promise<readonly string[]>
}

/** `loader` must have started before the first request, so that imported documents are in use. */
export function createStudio(deps: StudioDeps): PlatformModule & { readonly loader: Startable } {
  const history = createHistory(deps.db)
  return {
    name: 'studio',
    routes: async (app) => {
      await app.register(operationsRoutes, { deps })
      await app.register(callsRoutes, { deps: { ...deps, history } })
      await app.register(keptCallRoutes, { deps })
      await app.register(savedCallsRoutes, { deps })
      await app.register(driftRoutes, { deps })
    },
    jobs: [pruneCallsHandler(deps)],
    schedules: [
      {
        name: 'studio.prune-calls',
        cron: '17 3 * * *',
        definition: pruneCalls,
        payload: {},
        each: 'workspace',
      },
    ],
    loader: createDocumentLoader(deps),
  }
}
