import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import { runTransferJob } from '../run/run-transfer.ts'
import { isOver, NO_DATA, STEPS } from './transfer.ts'
import { changeTransfer, findTransferOfTask, insertTransfer, type Transfer } from './transfer.store.ts'

interface WantedTransfer {
  readonly taskId: string
  readonly accountId: string
  readonly vacancyId?: string | undefined
  /** Huntflow's API says status. */
  readonly statusId?: string | undefined
  readonly includeComments: boolean
}

// Somebody waits for it.
const PRIORITY = 10

/** A task has one transfer to an account: whoever asks again gets that one, and has it go on if it has failed. */
export async function startTransfer(
  { db, clock }: Pick<HuntflowTransferDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  wanted: WantedTransfer,
): Promise<{ readonly transferId: string }> {
  checkWanted(wanted)
  return inWorkspace(db, scope, async (tx) => {
    const { taskId, accountId, vacancyId = null, statusId = null, includeComments } = wanted
    const id = newId()
    const at = clock.now()
    const wishes = { vacancyId, stageId: statusId, includeComments }
    const isNew = await insertTransfer(tx, scope, {
      ...wishes,
      id,
      taskId,
      accountId,
      step: STEPS[0],
      data: NO_DATA,
      requestedBy: JSON.stringify(requesterOf(scope)),
      createdAt: at,
    })
    if (isNew) return enqueueRun(tx, scope, id)
    const known = await findTransferOfTask(tx, scope, { taskId, accountId })
    if (known === undefined)
      throw new AppError('CONFLICT', 'The transfer of this task was abandoned a moment ago. Try again.')
    if (known.status !== 'failed') return { transferId: known.id }
    const reopened = { id: known.id, from: ['failed'], at, change: reopening(known, wishes) } as const
    return (await changeTransfer(tx, scope, reopened))
      ? enqueueRun(tx, scope, known.id)
      : { transferId: known.id }
  })
}

type Wishes = Pick<Transfer, 'vacancyId' | 'stageId' | 'includeComments'>

/** What is done already stays as it was wished then. */
function reopening({ data }: Transfer, { vacancyId, stageId, includeComments }: Wishes) {
  return {
    status: 'waiting',
    error: null,
    finishedAt: null,
    ...(isOver(data, 'add-to-vacancy') ? {} : { vacancyId, stageId }),
    ...(isOver(data, 'add-note') ? {} : { includeComments }),
  } as const
}

/** In the transaction that made it runnable. */
export async function enqueueRun(
  tx: Tx,
  scope: WorkspaceScope,
  transferId: string,
): Promise<{ readonly transferId: string }> {
  await enqueueJob(tx, scope, { definition: runTransferJob, payload: { transferId }, priority: PRIORITY })
  return { transferId }
}

function checkWanted({ vacancyId, statusId }: WantedTransfer): void {
  if (statusId === undefined || vacancyId !== undefined) return
  throw new AppError('INVALID', 'A stage belongs to a vacancy. Choose one, or leave the stage out.', {
    violations: [{ in: 'body', pointer: '/statusId', message: 'is only for an applicant on a vacancy' }],
  })
}

function requesterOf({ actor }: WorkspaceScope): { readonly type: string; readonly id: string } {
  if (actor.type === 'user' || actor.type === 'api-key') return { type: actor.type, id: actor.id }
  return { type: 'system', id: actor.id }
}
