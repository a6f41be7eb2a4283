import { AppError, notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import { enqueueRun } from './start-transfer.ts'
import type { TransferStatus } from './transfer.ts'
import type { DecisionBody } from './transfer.schemas.ts'
import { changeTransfer, findTransfer, type Transfer, type TransferChange } from './transfer.store.ts'

type DecideDeps = Pick<HuntflowTransferDeps, 'db' | 'clock'>

const GOES_ON = { status: 'waiting', sentAt: null, looks: 0, error: null, finishedAt: null } as const

const TRIES_AGAIN = { status: 'waiting', error: null, finishedAt: null } as const

/** Of what nobody but a person can find out. Abandoning also frees a task whose transfer has failed or is completed. */
export async function decideTransfer(
  deps: DecideDeps,
  scope: WorkspaceScope,
  { id, action, applicantId }: DecisionBody & { readonly id: string },
): Promise<{ readonly transferId: string }> {
  if (action === 'adopt' && applicantId === undefined) throw missingApplicant()
  if (action === 'abandon')
    return change(deps, scope, {
      id,
      from: ['needs-decision', 'failed', 'completed'],
      changeOf: () => ({ status: 'abandoned', finishedAt: deps.clock.now() }),
    })
  return change(deps, scope, {
    id,
    from: ['needs-decision'],
    changeOf: ({ data }) =>
      action === 'retry' || applicantId === undefined
        ? GOES_ON
        : { ...GOES_ON, data: { ...data, chosenApplicantId: applicantId } },
  })
}

/** Goes on where it has failed; whether a write may have arrived is looked up first, as ever. */
export async function retryTransfer(
  deps: DecideDeps,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<{ readonly transferId: string }> {
  return change(deps, scope, { id, from: ['failed'], changeOf: () => TRIES_AGAIN })
}

interface Changing {
  readonly id: string
  readonly from: readonly TransferStatus[]
  readonly changeOf: (transfer: Transfer) => TransferChange
}

async function change(
  { db, clock }: DecideDeps,
  scope: WorkspaceScope,
  { id, from, changeOf }: Changing,
): Promise<{ readonly transferId: string }> {
  return inWorkspace(db, scope, async (tx) => {
    const found = await findTransfer(tx, scope, id)
    if (found === undefined) throw notFound('transfer', id)
    const wanted = changeOf(found)
    if (!(await changeTransfer(tx, scope, { id, from, at: clock.now(), change: wanted })))
      throw new AppError(
        'CONFLICT',
        `This transfer is ${found.status}; this is for one that is ${from.join(' or ')}.`,
      )
    return wanted.status === 'waiting' ? enqueueRun(tx, scope, id) : { transferId: id }
  })
}

function missingApplicant(): AppError {
  return new AppError('INVALID', 'To adopt an applicant, say which one.', {
    violations: [{ in: 'body', pointer: '/applicantId', message: 'is missing' }],
  })
}
