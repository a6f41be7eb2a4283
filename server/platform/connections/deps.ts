import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db, Tx } from '../../storage/db.ts'
import type { EgressPolicy, HttpClient } from '../outbound/index.ts'
import type { Vault } from '../secrets/index.ts'
import type { Service } from './service.ts'

export interface ConnectionDeps {
  readonly db: Db
  readonly vault: Vault
  readonly clock: Clock
  readonly client: Pick<HttpClient, 'send'>
  readonly services: readonly Service[]
  /** Where credentials of this service alone may be sent. */
  readonly policyOf: (service: Service) => EgressPolicy
  /** Within the transaction that saves a connection, or notes that it works. */
  readonly onUsable: (tx: Tx, scope: WorkspaceScope, connector: string) => Promise<void>
}

/** What the credentials are sealed for: those of one service open for no other. */
export const purposeOf = (connector: string): string => `connection/${connector}`
