import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import type { ConnectionWarning } from '../../storage/tables/connections.ts'
import type { Vault } from '../secrets/index.ts'
import { findConnectionOf } from './connection.store.ts'
import { purposeOf } from './deps.ts'
import type { Opened, Service } from './service.ts'

/** A connection with its credentials in the open: for the request that is about to be sent. */
export interface OpenedConnection<Credentials> extends Opened<Credentials> {
  readonly id: string
  /** Changes with the credentials. */
  readonly savedAt: Date
  readonly requestsPerMinute: number | null
  /** Operations whose end was announced already. */
  readonly warnings: readonly ConnectionWarning[]
  /** While somebody asks for new ones. */
  readonly renewingUntil: Date | null
}

export interface OpenConnectionDeps {
  readonly db: Db
  readonly vault: Vault
}

/** Throws CONFLICT where there is none. */
export async function openConnection<Credentials>(
  deps: OpenConnectionDeps,
  scope: WorkspaceScope,
  { connector, label }: Pick<Service, 'connector' | 'label'>,
): Promise<OpenedConnection<Credentials>> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const row = await findConnectionOf(tx, scope, connector)
    if (row === undefined)
      throw new AppError(
        'CONFLICT',
        `This workspace has no connection with ${label}. Make one in the settings, under Connections.`,
      )
    const { credentialsSealed: sealed, ...facts } = row
    const text = await deps.vault.open(tx, scope, { purpose: purposeOf(connector), sealed })
    return { ...facts, credentials: JSON.parse(text) as Credentials }
  })
}
