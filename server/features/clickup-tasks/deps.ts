import type { OpenClickup } from '../../connectors/clickup/index.ts'
import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

export interface ClickupTaskDeps {
  readonly db: Db
  readonly clock: Clock
  readonly openClickup: OpenClickup
  /** Tells whoever watches; never waits, never fails. */
  publish(scope: Pick<WorkspaceScope, 'workspaceId'>, kind: 'sync' | 'import', data: object): void
}
