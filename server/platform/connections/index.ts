// Promises: whoever calls another service gets address, credential and rate limit from one place; credentials are
// sealed, and sent only to hosts of their service.
// Never: shows a credential again.
import type { PlatformModule } from '../feature.ts'
import { authorizationRoutes } from './authorization.routes.ts'
import { createConnectionCheck, type CheckConnections } from './check-connections.ts'
import { keepAliveHandler, keepAliveSchedule } from './keep-alive.ts'
import { connectionRoutes, saveConnectionRoutes, type ConnectionRouteDeps } from './connection.routes.ts'

export type { Authorization, AuthorizedService } from './authorization.ts'
export type { ServiceAccess } from './access.ts'
export {
  BudgetExhausted,
  type Connection,
  type Connector,
  type ServiceConnection,
  type ServiceConnector,
} from './connection.ts'
export { connectionOwners } from './connection-owners.ts'
export { secret } from './connection.schemas.ts'
export { openConnection, type OpenConnectionDeps } from './open-connection.ts'
export { readAs, refusal } from './read-answer.ts'
export { sendPaced, type Bucket, type PacedDeps, type PacedLine } from './send-paced.ts'
export { defineService, type Opened, type Send, type Service } from './service.ts'
export { createServiceConnector, type ServiceConnectorDeps } from './service-connector.ts'

export interface ConnectionsModule extends PlatformModule {
  readonly checkConnections: CheckConnections
}

export function createConnections(deps: ConnectionRouteDeps): ConnectionsModule {
  return {
    name: 'connections',
    checkConnections: createConnectionCheck(deps),
    routes: async (app) => {
      await app.register(connectionRoutes, { deps })
      await app.register(saveConnectionRoutes, { deps })
      await app.register(authorizationRoutes, { deps })
    },
    jobs: [keepAliveHandler(deps)],
    schedules: [keepAliveSchedule],
  }
}
