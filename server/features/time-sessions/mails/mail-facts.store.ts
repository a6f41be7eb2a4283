import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { SessionRow } from '../sessions/session.store.ts'
import type { MailPerson } from './receivers-of.ts'

export async function listMailPeople(
  db: Db,
  scope: WorkspaceScope,
  ids: readonly string[],
): Promise<MailPerson[]> {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'enabled', 'notify', 'timeZone', 'overtimeHours'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', ids)
    .execute()
}

export interface Overlap {
  readonly sessionId: string
  readonly otherId: string
  readonly startedAt: Date
  readonly endedAt: Date
}

interface Ended extends Pick<SessionRow, 'id' | 'personId' | 'startedAt'> {
  readonly endedAt: Date
}

/** Other sessions of the person at the same time, up to five for each. Only those that have ended: of one that runs it is not sure yet. */
export async function listOverlaps(
  db: Db,
  { workspaceId }: WorkspaceScope,
  sessions: readonly Ended[],
): Promise<Overlap[]> {
  const result = await sql<Overlap>`
    select s.id as session_id, other.*
    from unnest(
      ${sessions.map(({ id }) => id)}::text[],
      ${sessions.map(({ personId }) => personId)}::text[],
      ${sessions.map(({ startedAt }) => startedAt.toISOString())}::text[]::timestamptz[],
      ${sessions.map(({ endedAt }) => endedAt.toISOString())}::text[]::timestamptz[]
    ) as s (id, person_id, started_at, ended_at)
    cross join lateral (
      select o.id as other_id, o.started_at, o.ended_at from time_sessions o
      where o.workspace_id = ${workspaceId} and o.person_id = s.person_id and o.id <> s.id and o.status <> 'deleted'
        -- Of those that began before it: in the same week, so that an index answers quickly.
        and o.started_at > s.started_at - interval '7 days'
        and o.started_at < s.ended_at and o.ended_at > s.started_at
      order by o.started_at
      limit 5
    ) other`.execute(db)
  return result.rows
}
