import type { Clock } from '../../shared/clock.ts'
import type { Db } from '../../storage/db.ts'
import type { EgressPolicy, HttpClient } from '../outbound/index.ts'
import type { Vault } from '../secrets/index.ts'
import type { ServiceConnector } from './connection.ts'
import type { Service } from './service.ts'

export interface ConnectionDeps {
  readonly db: Db
  readonly vault: Vault
  readonly clock: Clock
  readonly client: Pick<HttpClient, 'send'>
  readonly services: readonly Service[]
  /** Those services whose requests are paced. */
  readonly connectors: readonly ServiceConnector[]
  /** Where credentials of this service alone may be sent. */
  readonly policyOf: (service: Service) => EgressPolicy
}

/** What the credentials are sealed for: those of one service open for no other. */
export const purposeOf = (connector: string): string => `connection/${connector}`
