import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { ChainedEntry, ChainEnd } from './audit-chain.ts'

/** Held until the transaction ends: one at a time appends to the workspace's log. */
export async function lockAuditHead(db: Db, scope: WorkspaceScope, start: ChainEnd): Promise<ChainEnd> {
  await db
    .insertInto('auditHeads')
    .values({ workspaceId: scope.workspaceId, ...start })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await db
    .selectFrom('auditHeads')
    .select(['seq', 'hash'])
    .where('workspaceId', '=', scope.workspaceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { seq: Number(head.seq), hash: head.hash }
}

/** Undefined: nothing was ever appended. */
export async function findAuditHead(db: Db, scope: WorkspaceScope): Promise<ChainEnd | undefined> {
  const head = await db
    .selectFrom('auditHeads')
    .select(['seq', 'hash'])
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
  return head && { seq: Number(head.seq), hash: head.hash }
}

export async function updateAuditHead(db: Db, scope: WorkspaceScope, end: ChainEnd): Promise<void> {
  await db.updateTable('auditHeads').set(end).where('workspaceId', '=', scope.workspaceId).execute()
}

export async function insertAuditEntries(
  db: Db,
  scope: WorkspaceScope,
  entries: readonly ChainedEntry[],
): Promise<void> {
  await sql`
    insert into audit_entries
      (workspace_id, seq, id, at, actor, action, session_id, event_id, changes, note, previous_hash, hash)
    select ${scope.workspaceId}, seq, id, at::timestamptz, actor::json, action, session_id, event_id, changes::json, note,
      decode(previous_hash, 'hex'), decode(hash, 'hex')
    from unnest(
      ${entries.map(({ seq }) => seq)}::bigint[],
      ${entries.map(({ id }) => id)}::text[],
      ${entries.map(({ at }) => at.toISOString())}::text[],
      ${entries.map(({ actor }) => actor)}::text[],
      ${entries.map(({ action }) => action)}::text[],
      ${entries.map(({ sessionId }) => sessionId)}::text[],
      ${entries.map(({ eventId }) => eventId)}::text[],
      ${entries.map(({ changes }) => changes)}::text[],
      ${entries.map(({ note }) => note)}::text[],
      ${entries.map(({ previousHash }) => previousHash.toString('hex'))}::text[],
      ${entries.map(({ hash }) => hash.toString('hex'))}::text[]
    ) as chained
      (seq, id, at, actor, action, session_id, event_id, changes, note, previous_hash, hash)`.execute(db)
}

/** In the order of the chain, after this number; JSON as the text that it is. */
export async function listChain(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<ChainedEntry[]> {
  const rows = await db
    .selectFrom('auditEntries')
    .select(['seq', 'id', 'at', 'action', 'sessionId', 'eventId', 'note', 'previousHash', 'hash'])
    .select([sql<string>`actor::text`.as('actor'), sql<string>`changes::text`.as('changes')])
    .where('workspaceId', '=', scope.workspaceId)
    .where('seq', '>', page.afterSeq)
    .orderBy('seq')
    .limit(page.limit)
    .execute()
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}
