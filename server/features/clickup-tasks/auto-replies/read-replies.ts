import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../../storage/keyset-page.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import type { ReplyLogEntry, ReplyLogQuery } from './auto-reply.schemas.ts'
import { listReplies, type ReplyRow } from './reply.store.ts'

/** Newest first. */
export async function readReplies(
  { db }: Pick<ClickupTaskDeps, 'db'>,
  scope: WorkspaceScope,
  { cursor, limit }: ReplyLogQuery,
): Promise<Page<ReplyLogEntry>> {
  const before = readCursor(cursor)
  const rows = await inWorkspaceAtOnce(db, scope, (tx) =>
    listReplies(tx, scope, { before, limit: limit + 1 }),
  )
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => id)
  return { items: items.map(entryOf), nextCursor }
}

function entryOf({
  id,
  createdAt,
  taskId,
  commentId,
  ruleId,
  ruleName,
  text,
  status,
  error,
}: ReplyRow): ReplyLogEntry {
  return {
    id,
    at: createdAt.toISOString(),
    event: commentId === null ? 'task-created' : 'comment',
    taskId,
    commentId,
    ruleId,
    ruleName,
    text,
    status: status === 'waiting' ? 'sending' : status,
    error,
  }
}
