import type { DownloadAttachment, OpenClickup } from '../../connectors/clickup/index.ts'
import type { OpenHuntflow } from '../../connectors/huntflow/index.ts'
import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

export interface HuntflowTransferDeps {
  readonly db: Db
  readonly clock: Clock
  readonly openClickup: OpenClickup
  readonly openHuntflow: OpenHuntflow
  readonly downloadAttachment: DownloadAttachment
  /** Tells whoever watches; never waits, never fails. */
  publish(scope: Pick<WorkspaceScope, 'workspaceId'>, kind: 'run', data: object): void
}
