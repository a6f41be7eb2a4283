import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { closeForgottenReplies } from './reply.store.ts'
import { LOST } from './send-reply.ts'

const DAY_MS = 86_400_000
const NOT_SENT = 'It could not be sent within a day, so nobody waits for an answer any more.'

/** No reply is on its way for ever: the job of its event may have given up, or somebody has cancelled it. */
export async function closeForgotten(
  { db, clock }: Pick<ReplyDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
): Promise<void> {
  const createdBefore = new Date(clock.now().getTime() - DAY_MS)
  await inWorkspaceAtOnce(db, scope, (tx) =>
    closeForgottenReplies(tx, scope, { createdBefore, notSent: NOT_SENT, maybeSent: LOST }),
  )
}
