import type { OpenClickup } from '../../connectors/clickup/index.ts'
import type { OpenSlack } from '../../connectors/slack/index.ts'
import type { Vault } from '../../platform/secrets/index.ts'
import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db, Tx } from '../../storage/db.ts'

export interface TaskUpsertDeps {
  readonly db: Db
  readonly clock: Clock
  readonly vault: Vault
  readonly openClickup: OpenClickup
  readonly openSlack: OpenSlack
  /** Public address of this server, without a slash at the end. */
  readonly baseUrl: () => string
  /** The ClickUp list that the workspace has chosen elsewhere; null: none. */
  readonly otherwiseList: (tx: Tx, scope: WorkspaceScope) => Promise<string | null>
  /** Tells whoever watches; never waits, never fails. */
  publish(scope: Pick<WorkspaceScope, 'workspaceId'>, kind: 'run', data: object): void
}
