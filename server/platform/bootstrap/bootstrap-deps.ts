import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db, Tx } from '../../storage/db.ts'
import type { Connector } from '../connections/index.ts'
import type { EventHub } from '../events/index.ts'
import type { Catalogue } from '../openapi/index.ts'
import type { FetchPageDeps } from '../records/index.ts'

/** Whether the workspace's installation lets us work. */
export type Standing = 'active' | 'inactive' | 'absent'

export interface BootstrapDeps extends FetchPageDeps {
  readonly db: Db
  /** The same, before whoever waits for it. */
  readonly urgentDb: Db
  readonly log: Log
  readonly catalogue: Catalogue
  readonly connector: Connector
  readonly publish: (...event: Parameters<EventHub['publish']>) => void
  readonly standing: (tx: Tx, scope: WorkspaceScope) => Promise<Standing>
  /** The scopes that installations have; undefined = not known, so everything is tried. */
  readonly grantedScopes?: readonly string[] | undefined
  /** The workspace's hourly budget, if it has one. */
  readonly requestsPerHour?: ((scope: WorkspaceScope) => Promise<number | undefined>) | undefined
  /** How many streams are read side by side. */
  readonly concurrency?: number | undefined
}
