import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import { startTransfer } from './start-transfer.ts'
import { findTransferOfTask, type Transfer } from './transfer.store.ts'

export interface ImportedTask {
  readonly taskId: string
  readonly accountId: string
  readonly vacancyId: string | null
  readonly includeComments?: boolean
  /** What failed before is tried again; left out: it has failed. */
  readonly askedAt?: Date
}

export type ImportOutcome =
  | { readonly outcome: 'succeeded' }
  | { readonly outcome: 'pending' }
  | { readonly outcome: 'failed'; readonly error: string }

/** Starts the transfer where there is none, and says where it stands; safe to ask again and again. */
export async function transferForImport(
  deps: Pick<HuntflowTransferDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  task: ImportedTask,
): Promise<ImportOutcome> {
  const known = await inWorkspaceAtOnce(deps.db, scope, (tx) => findTransferOfTask(tx, scope, task))
  if (known !== undefined && !isToTryAgain(known, task)) return outcomeOf(known)
  await startTransfer(deps, scope, {
    taskId: task.taskId,
    accountId: task.accountId,
    vacancyId: task.vacancyId ?? undefined,
    includeComments: task.includeComments ?? false,
  })
  return { outcome: 'pending' }
}

function isToTryAgain({ status, updatedAt }: Transfer, { askedAt }: ImportedTask): boolean {
  return status === 'failed' && askedAt !== undefined && updatedAt < askedAt
}

function outcomeOf({ status, error }: Transfer): ImportOutcome {
  if (status === 'completed') return { outcome: 'succeeded' }
  if (status === 'waiting' || status === 'running') return { outcome: 'pending' }
  return { outcome: 'failed', error: error ?? 'The transfer has failed.' }
}
