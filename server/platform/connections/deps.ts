import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db, Tx } from '../../storage/db.ts'
import type { EgressPolicy, HttpClient } from '../outbound/index.ts'
import type { Vault } from '../secrets/index.ts'
import type { ServiceConnector } from './connection.ts'
import type { AuthorizedService } from './authorization.ts'
import type { Service } from './service.ts'

export interface ConnectionDeps {
  readonly db: Db
  readonly vault: Vault
  readonly clock: Clock
  readonly client: Pick<HttpClient, 'send'>
  readonly services: readonly Service[]
  /** Those services whose requests are paced. */
  readonly connectors: readonly ServiceConnector[]
  /** Those of them where people may also agree on a page of the service. */
  readonly authorized: readonly AuthorizedService[]
  /** Public address of this server, without a slash at the end. */
  readonly baseUrl: () => string
  /** Where credentials of this service alone may be sent. */
  readonly policyOf: (service: Service) => EgressPolicy
  /** Within the transaction that saves or removes a connection, or notes that it works. */
  readonly onChange: (tx: Tx, scope: WorkspaceScope, connector: string) => Promise<void>
  /** While the credentials are still there; what the service refuses must not keep them. */
  readonly beforeRemoval: (scope: WorkspaceScope, connector: string) => Promise<void>
}

/** What the credentials are sealed for: those of one service open for no other. */
export const purposeOf = (connector: string): string => `connection/${connector}`

/** Where a service sends people back to. */
export const callbackPath = (connector: string): string => `/connections/${connector}/callback`
