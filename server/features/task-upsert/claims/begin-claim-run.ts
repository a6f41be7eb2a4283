import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { claimantOf } from '../announce/read-shown.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { TrackedTask } from '../tasks/tracked-task.store.ts'
import type { ClaimPayload } from './claim-job.ts'
import type { ClaimRun } from './claim-run.ts'
import {
  beginClaim,
  countClaimsAhead,
  findClaim,
  findWorkingClaim,
  lockClaimed,
  type Claim,
} from './claim.store.ts'
import { storeEnd } from './end-claim-run.ts'
import { failForsaken } from './find-lost-claims.ts'
import { judgeClick } from './judge-click.ts'

type Begun = ClaimRun | { readonly ahead: number } | 'over'

interface Beginning {
  readonly payload: ClaimPayload
  readonly signal: AbortSignal
}

/** ahead: another click is at work for this task, and so many came before this one; over: there is nothing to be done, or it is stored that it cannot be. */
export async function beginClaimRun(
  deps: TaskUpsertDeps,
  scope: WorkspaceScope,
  beginning: Beginning,
): Promise<Begun> {
  return inWorkspace(deps.db, scope, (tx) => begin(deps, { tx, scope }, beginning))
}

async function begin(
  deps: TaskUpsertDeps,
  { tx, scope }: { readonly tx: Tx; readonly scope: WorkspaceScope },
  { payload, signal }: Beginning,
): Promise<Begun> {
  const found = await findBoth(tx, scope, payload.claimId)
  if (found === undefined) return 'over'
  const { claim, tracked } = found
  const working = await findWorkingClaim(tx, scope, tracked.id)
  if (working !== undefined && working.id !== claim.id) {
    await failForsaken(tx, scope, { finishedAt: deps.clock.now(), claimId: working.id })
    return { ahead: await countClaimsAhead(tx, scope, claim) }
  }
  const { admin } = payload
  const former = claimantOf(tracked)
  const verdict = judgeClick({
    claim,
    task: { isThere: tracked.taskId !== null && !tracked.gone, claimant: former },
    settings: await findSettings(tx, scope),
    isByAdmin: admin !== undefined,
  })
  const run = { deps, scope, signal, claim, taskId: tracked.taskId ?? '', former, admin }
  if (verdict.outcome !== 'go') {
    await storeEnd(run, tx, { status: verdict.outcome, reason: verdict.reason })
    return 'over'
  }
  const begun = await beginClaim(tx, scope, claim.id)
  return begun === undefined ? 'over' : { ...run, claim: begun }
}

/** With the task held; undefined: the click is over, or the task is gone. */
async function findBoth(
  tx: Tx,
  scope: WorkspaceScope,
  claimId: string,
): Promise<{ readonly claim: Claim; readonly tracked: TrackedTask } | undefined> {
  const known = await findClaim(tx, scope, claimId)
  const tracked = known && (await lockClaimed(tx, scope, known.trackedId))
  // It may have ended while this waited for the lock.
  const claim = tracked && (await findClaim(tx, scope, claimId))
  return claim === undefined || tracked === undefined || claim.finishedAt !== null
    ? undefined
    : { claim, tracked }
}
