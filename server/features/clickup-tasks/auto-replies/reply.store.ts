import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { deleteFound } from '../../../storage/delete-found.store.ts'
import type { ClickupRepliesTable } from '../../../storage/tables/clickup-replies.ts'

export type ReplyRow = Omit<Selectable<ClickupRepliesTable>, 'workspaceId'>

/** Undefined when there is one of the same event. */
export async function insertReply(
  db: Db,
  scope: WorkspaceScope,
  row: Omit<ReplyRow, 'replyCommentId'>,
): Promise<ReplyRow | undefined> {
  return db
    .insertInto('clickupReplies')
    .values({ ...row, workspaceId: scope.workspaceId, replyCommentId: null })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'eventKey']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function findReply(
  db: Db,
  scope: WorkspaceScope,
  eventKey: string,
): Promise<ReplyRow | undefined> {
  return db
    .selectFrom('clickupReplies')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('eventKey', '=', eventKey)
    .executeTakeFirst()
}

/** Of these comments the ones that are answers of ours. */
export async function listOwnComments(
  db: Db,
  scope: WorkspaceScope,
  commentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (commentIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('clickupReplies')
    .select('replyCommentId')
    .where('workspaceId', '=', scope.workspaceId)
    .where('replyCommentId', 'in', commentIds)
    .execute()
  return new Set(rows.flatMap(({ replyCommentId }) => replyCommentId ?? []))
}

/** When each rule last answered in the task, or may have. */
export async function listLastAnswers(
  db: Db,
  scope: WorkspaceScope,
  { taskId, ruleIds }: { readonly taskId: string; readonly ruleIds: readonly string[] },
): Promise<ReadonlyMap<string, Date>> {
  if (ruleIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('clickupReplies')
    .select([sql<string>`rule_id`.as('ruleId'), sql<Date>`max(created_at)`.as('at')])
    .where('workspaceId', '=', scope.workspaceId)
    .where('ruleId', 'in', ruleIds)
    .where('taskId', '=', taskId)
    .where('status', 'in', ['waiting', 'sending', 'sent', 'unknown'])
    .groupBy('ruleId')
    .execute()
  return new Map(rows.map(({ ruleId, at }) => [ruleId, at]))
}

interface Move {
  readonly id: string
  readonly from: readonly ReplyRow['status'][]
  readonly to: ReplyRow['status']
  readonly error?: string | null
  readonly replyCommentId?: string | null
}

/** False when it is in another state by now. */
export async function moveReply(
  db: Db,
  scope: WorkspaceScope,
  { id, from, to, ...set }: Move,
): Promise<boolean> {
  const row = await db
    .updateTable('clickupReplies')
    .set({ ...set, status: to })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', 'in', from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Newest first. */
export async function listReplies(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<ReplyRow[]> {
  let query = db.selectFrom('clickupReplies').selectAll().where('workspaceId', '=', scope.workspaceId)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

interface Forgotten {
  readonly createdBefore: Date
  readonly notSent: string
  readonly maybeSent: string
}

/** Ends replies that nobody goes on with: their job has given up, or was cancelled. */
export async function closeForgottenReplies(
  db: Db,
  scope: WorkspaceScope,
  { createdBefore, notSent, maybeSent }: Forgotten,
): Promise<void> {
  await sql`
    update clickup_replies set
      error = case status when 'waiting' then ${notSent} else ${maybeSent} end,
      status = case status when 'waiting' then 'skipped' else 'unknown' end
    where workspace_id = ${scope.workspaceId} and status in ('waiting', 'sending') and created_at < ${createdBefore}`.execute(
    db,
  )
}

/** None that keeps a rule from answering in its task again. */
export async function deleteRepliesBefore(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const ids = db
    .selectFrom('clickupReplies')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('createdAt', '<', before)
    .where((row) => row.or([row('oncePerTask', '=', false), row('status', 'in', ['skipped', 'failed'])]))
    .limit(limit)
  return deleteFound(db, scope, { table: 'clickupReplies', ids })
}
