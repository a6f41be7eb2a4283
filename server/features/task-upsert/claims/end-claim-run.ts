import { enqueueJob } from '../../../platform/jobs/index.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { askForMessage } from '../announce/ask-for-message.ts'
import { claimantOf } from '../announce/read-shown.ts'
import { insertTaskEvent } from '../tasks/task-event.store.ts'
import type { Claimant, TaskEventKind } from '../tasks/tracked-task.ts'
import { updateClaim } from '../tasks/tracked-task.store.ts'
import type { ClaimRun } from './claim-run.ts'
import { endClaim, lockClaimed, noteTrying, type Claim } from './claim.store.ts'
import { tellJob } from './tell-job.ts'
import { wakeNextClick } from './wake-next-click.ts'

type End =
  | { readonly status: 'done'; readonly claimant: Claimant | null }
  | { readonly status: 'lost' | 'failed'; readonly reason: string }

const MADE_ANEW = 'The task changed hands or was made anew meanwhile. Look at it, and click again.'
const NAMES = { claim: 'Claim', release: 'Release', 'take-over': 'Take-over' } as const

/** Stores what became of the click, and has everybody told who needs to know. Another attempt's word counts more. */
export async function endClaimRun(run: ClaimRun, end: End): Promise<void> {
  const { deps, scope, claim } = run
  await inWorkspace(deps.db, scope, async (tx) => {
    const tracked = await lockClaimed(tx, scope, claim.trackedId)
    const isAsBefore =
      tracked !== undefined &&
      tracked.taskId === run.taskId &&
      claimantOf(tracked)?.slackUserId === run.former?.slackUserId
    const settled: End = end.status === 'done' && !isAsBefore ? { status: 'failed', reason: MADE_ANEW } : end
    await storeEnd(run, tx, settled)
  })
}

/** Within the transaction that holds the task. */
export async function storeEnd(run: ClaimRun, tx: Tx, end: End): Promise<void> {
  const { deps, scope, claim } = run
  const { id, attempts, trackedId } = claim
  const finishedAt = deps.clock.now()
  const reason = end.status === 'done' ? null : end.reason
  const isStored = await endClaim(tx, scope, { id, attempts, status: end.status, reason, finishedAt })
  if (!isStored) return
  if (end.status === 'done') await updateClaim(tx, scope, { id: trackedId, by: end.claimant, at: finishedAt })
  await insertTaskEvent(tx, scope, {
    trackedId,
    ...happeningOf(run, end),
    actor: run.admin ?? { type: 'slack', id: claim.slackUserId },
    at: finishedAt,
  })
  await askForMessage(tx, scope, trackedId)
  await wakeNextClick(tx, scope, trackedId)
  if (end.status !== 'done' && run.admin === undefined)
    await enqueueJob(tx, scope, { definition: tellJob, payload: { claimId: id } })
  deps.publish(scope, 'run', { feature: 'task-upsert', id: trackedId, claim: end.status })
}

/** It is not done yet: the message says why. */
export async function tellOfTrying(run: ClaimRun, reason: string): Promise<void> {
  const { deps, scope, claim } = run
  await inWorkspace(deps.db, scope, async (tx) => {
    const { id, attempts, trackedId } = claim
    if (await noteTrying(tx, scope, { id, attempts, reason })) await askForMessage(tx, scope, trackedId)
  })
}

const DONE: Readonly<Record<Claim['kind'], TaskEventKind>> = {
  claim: 'claimed',
  release: 'released',
  'take-over': 'taken-over',
}

function happeningOf(
  { claim: { kind, slackUserName }, former }: ClaimRun,
  end: End,
): { readonly kind: TaskEventKind; readonly detail: string } {
  if (end.status === 'done') {
    const from = kind === 'take-over' && former !== null ? ` from ${former.name}` : ''
    return { kind: DONE[kind], detail: `${end.claimant?.name ?? slackUserName}${from}` }
  }
  const detail = `${NAMES[kind]} by ${slackUserName}: ${end.reason}`
  return { kind: end.status === 'lost' ? 'claim-lost' : 'claim-failed', detail }
}
