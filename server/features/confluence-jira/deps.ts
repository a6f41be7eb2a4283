import type { OpenConfluence } from '../../connectors/confluence/index.ts'
import type { OpenJira } from '../../connectors/jira/index.ts'
import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

export interface ConfluenceJiraDeps {
  readonly db: Db
  readonly clock: Clock
  readonly openJira: OpenJira
  readonly openConfluence: OpenConfluence
  /** Tells whoever watches; never waits, never fails. */
  publish(scope: Pick<WorkspaceScope, 'workspaceId'>, kind: 'run', data: object): void
}
