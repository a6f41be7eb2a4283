import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { conditionsOf, type Conditions } from '../conditions.ts'
import type { ChainedEntry } from './audit-chain.ts'
import type { AuditQuery } from './audit.schemas.ts'

interface AuditPage {
  readonly filter: Omit<AuditQuery, 'cursor' | 'limit'>
  readonly beforeSeq: number | undefined
  readonly limit: number
}

const CONDITIONS: Conditions<AuditPage['filter']> = {
  sessionId: (id) => sql`a.session_id = ${id}`,
  from: (moment) => sql`a.at >= ${new Date(moment)}`,
  to: (moment) => sql`a.at < ${new Date(moment)}`,
  email: (email) => sql`exists (
    select from time_sessions s join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
    where s.workspace_id = a.workspace_id and s.id = a.session_id and lower(p.email) = lower(${email}))`,
  projectName: (name) => sql`exists (
    select from time_sessions s
    where s.workspace_id = a.workspace_id and s.id = a.session_id and lower(s.project_name) = lower(${name}))`,
}

/** Newest first. */
export async function listAuditEntries(
  db: Db,
  scope: WorkspaceScope,
  { filter, beforeSeq, limit }: AuditPage,
): Promise<ChainedEntry[]> {
  let query = db
    .selectFrom('auditEntries as a')
    .select([
      'a.seq',
      'a.id',
      'a.at',
      'a.action',
      'a.sessionId',
      'a.eventId',
      'a.note',
      'a.previousHash',
      'a.hash',
      sql<string>`a.actor::text`.as('actor'),
      sql<string>`a.changes::text`.as('changes'),
    ])
    .where('a.workspaceId', '=', scope.workspaceId)
  for (const condition of conditionsOf(filter, CONDITIONS)) query = query.where(condition)
  if (beforeSeq !== undefined) query = query.where('a.seq', '<', beforeSeq)
  const rows = await query.orderBy('a.seq', 'desc').limit(limit).execute()
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}
