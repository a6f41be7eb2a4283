import { AppError, notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { findTracked } from '../tasks/tracked-task.store.ts'
import { askForMessage, postAgain } from './ask-for-message.ts'
import { doubtMessage, findTaskMessage, forgetUnknownMessage } from './message.store.ts'

const THERE =
  'The message is in Slack, as far as is known. That is being looked at now: if it was deleted there, the ledger says so in a moment, and it can be posted again.'
const UNDER_WAY = 'The message is on its way already; the ledger says what became of it.'
const NO_TASK = 'ClickUp does not have this task yet, so there is nothing to announce. Push it again.'

/** Posts the message of a task once more, where it is not known to be there. CONFLICT says why not. */
export async function repeatAnnouncement(
  { db }: Pick<TaskUpsertDeps, 'db'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<{ readonly id: string }> {
  const refusal = await inWorkspace(db, scope, async (tx) => {
    const tracked = await findTracked(tx, scope, id)
    if (tracked === undefined) throw notFound('pushed task', id)
    if (tracked.taskId === null) return NO_TASK
    const message = await findTaskMessage(tx, scope, id)
    if (message?.status === 'sent') {
      await doubtMessage(tx, scope, id)
      await askForMessage(tx, scope, id)
      return THERE
    }
    if (message?.status === 'sending' || message?.status === 'waiting') {
      await askForMessage(tx, scope, id)
      return UNDER_WAY
    }
    await forgetUnknownMessage(tx, scope, id)
    await postAgain(tx, scope, id)
    return undefined
  })
  if (refusal !== undefined) throw new AppError('CONFLICT', refusal)
  return { id }
}
