import type { ClickupClient } from '../../../connectors/clickup/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { UpstreamError, type UnavailableReason } from '../../../platform/outbound/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { listOwnComments, moveReply, type ReplyRow } from './reply.store.ts'

// With these, nothing has left.
const NOT_SENT: readonly (UnavailableReason | undefined)[] = [
  'refused',
  'unresolved',
  'blocked-address',
  'tls',
  'closed',
]
export const LOST =
  'ClickUp may have taken the reply, but its answer was lost, and no such comment was found. It is not sent again.'
// Its clock may differ from ours.
const SKEW_MS = 60_000
const LOOKED_AT = 50

/** Sends once. After a lost answer it looks whether the reply is there, and never sends it again. */
export async function sendReply(deps: ReplyDeps, scope: WorkspaceScope, reply: ReplyRow): Promise<void> {
  const clickup = await deps.openClickup(scope, 'background')
  const { id } = reply
  const isMine = await move(deps, scope, { id, from: ['waiting'], to: 'sending' })
  if (!isMine) {
    // Whoever was sending it has died, or still does; both find out in the same way.
    if (reply.status === 'sending') await findOut(deps, scope, { clickup, reply })
    return
  }
  try {
    const replyCommentId = await post(clickup, reply)
    await move(deps, scope, { id, from: ['sending', 'unknown'], to: 'sent', error: null, replyCommentId })
  } catch (error) {
    await settle(deps, scope, { clickup, reply, error })
  }
}

/** The id of the comment; ClickUp does not tell that of an answer in a thread. */
async function post(
  clickup: ClickupClient,
  { taskId, commentId, replyIn, text }: ReplyRow,
): Promise<string | null> {
  if (replyIn === 'comment' || commentId === null) return clickup.addComment(taskId, text)
  await clickup.replyToComment(commentId, text)
  return null
}

interface Sending {
  readonly clickup: ClickupClient
  readonly reply: ReplyRow
}

async function settle(
  deps: ReplyDeps,
  scope: WorkspaceScope,
  { error, ...sending }: Sending & { readonly error: unknown },
): Promise<void> {
  const { id } = sending.reply
  if (wasNotSent(error)) {
    await move(deps, scope, { id, from: ['sending'], to: 'waiting' })
    throw error
  }
  if (!(error instanceof UpstreamError)) throw error
  if (error.kind === 'unavailable' || error.kind === 'unreadable') await findOut(deps, scope, sending)
  else await move(deps, scope, { id, from: ['sending'], to: 'failed', error: error.message })
}

function wasNotSent(error: unknown): boolean {
  if (error instanceof BudgetExhausted) return true
  if (!(error instanceof UpstreamError)) return false
  return error.kind === 'rate-limited' || (error.kind === 'unavailable' && NOT_SENT.includes(error.reason))
}

async function findOut(deps: ReplyDeps, scope: WorkspaceScope, { clickup, reply }: Sending): Promise<void> {
  const { id } = reply
  const replyCommentId =
    reply.replyIn === 'comment' ? await findComment(deps, scope, { clickup, reply }) : undefined
  if (replyCommentId === undefined)
    await move(deps, scope, { id, from: ['sending'], to: 'unknown', error: LOST })
  else await move(deps, scope, { id, from: ['sending', 'unknown'], to: 'sent', error: null, replyCommentId })
}

/** A comment of ours with this text that no other reply is. */
async function findComment(
  { db }: ReplyDeps,
  scope: WorkspaceScope,
  { clickup, reply }: Sending,
): Promise<string | undefined> {
  const me = await clickup.me()
  const comments = await clickup.comments(reply.taskId, LOOKED_AT)
  const sinceMs = reply.createdAt.getTime() - SKEW_MS
  const alike = comments.filter(
    ({ author, text, writtenAt }) =>
      author.id === me.id && text.trim() === reply.text.trim() && writtenAt.getTime() >= sinceMs,
  )
  const ids = alike.map(({ id }) => id)
  const taken = await inWorkspace(db, scope, (tx) => listOwnComments(tx, scope, ids))
  return ids.findLast((id) => !taken.has(id))
}

async function move(
  { db }: ReplyDeps,
  scope: WorkspaceScope,
  change: Parameters<typeof moveReply>[2],
): Promise<boolean> {
  return inWorkspace(db, scope, (tx) => moveReply(tx, scope, change))
}
