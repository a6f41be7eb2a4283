import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
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

/** Other sessions of the person at the same time, up to five for each. Only of sessions that have ended: for one that runs it is not sure yet. */
export async function listOverlaps(
  db: Db,
  { workspaceId }: WorkspaceScope,
  sessionIds: readonly string[],
): Promise<Overlap[]> {
  const result = await sql<Overlap>`
    select s.id as session_id, other.*
    from unnest(${sessionIds}::text[]) as wanted (id)
    join time_sessions s on s.workspace_id = ${workspaceId} and s.id = wanted.id
    cross join lateral (
      select o.id as other_id, o.started_at, o.ended_at from time_sessions o
      where o.workspace_id = ${workspaceId} and o.person_id = s.person_id and o.id <> s.id and o.status <> 'deleted'
        -- Only what began in the month before can still have gone on: with that, an index answers.
        and o.started_at > s.started_at - interval '31 days'
        and o.started_at < s.ended_at and o.ended_at > s.started_at
      order by o.started_at
      limit 5
    ) other
    where s.status <> 'deleted'`.execute(db)
  return result.rows
}
