import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import type { Claimant } from '../tasks/tracked-task.ts'
import type { ClaimPayload } from './claim-job.ts'
import type { Claim } from './claim.store.ts'

/** One attempt at a click; the task is this click's until it has ended. */
export interface ClaimRun {
  readonly deps: TaskUpsertDeps
  readonly scope: WorkspaceScope
  readonly signal: AbortSignal
  readonly claim: Claim
  readonly taskId: string
  /** Who had the task when the attempt began. */
  readonly former: Claimant | null
  readonly admin: ClaimPayload['admin']
}
