import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { conditionsOf, type Conditions } from '../conditions.ts'
import type { SessionPosition, SessionQuery } from './session.schemas.ts'
import type { FoundSession } from './session.view.ts'

export type SessionFilter = Omit<SessionQuery, 'cursor' | 'limit'>

interface SessionPage {
  readonly filter: SessionFilter
  readonly before: SessionPosition | undefined
  readonly limit: number
}

const CONDITIONS: Conditions<SessionFilter> = {
  externalId: (id) => sql`s.external_id = ${id}`,
  personId: (id) => sql`s.person_id = ${id}`,
  status: (status) => sql`s.status = ${status}`,
  // As the indexes of those that do say it.
  running: (isRunning) => (isRunning ? sql`s.running` : sql`not s.running`),
  overtime: (isOvertime) => (isOvertime ? sql`s.overtime` : sql`not s.overtime`),
  projectName: (name) => sql`s.project_key = lower(${name})`,
  taskName: (name) => sql`s.task_key = lower(${name})`,
  email: (email) => sql`p.email_key = lower(${email})`,
  from: (moment) => sql`s.started_at >= ${new Date(moment)}`,
  to: (moment) => sql`s.started_at < ${new Date(moment)}`,
  date: isOnDay,
}

/** Latest start first. */
export async function listSessions(
  db: Db,
  scope: WorkspaceScope,
  { filter, before, limit }: SessionPage,
): Promise<FoundSession[]> {
  let query = sessionsOf(db, scope)
  for (const condition of conditionsOf(filter, CONDITIONS)) query = query.where(condition)
  if (before !== undefined)
    query = query.where(sql<boolean>`(s.started_at, s.id) < (${before[0]}::timestamptz, ${before[1]})`)
  const rows = await query.orderBy('s.startedAt', 'desc').orderBy('s.id', 'desc').limit(limit).execute()
  return rows.map(found)
}

export async function findSessionWithPerson(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<FoundSession | undefined> {
  const row = await sessionsOf(db, scope).where('s.id', '=', id).executeTakeFirst()
  return row && found(row)
}

function sessionsOf(db: Db, scope: WorkspaceScope) {
  return db
    .selectFrom('timeSessions as s')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspaceId', '=', 's.workspaceId').onRef('p.id', '=', 's.personId'),
    )
    .selectAll('s')
    .select(['p.externalId as personExternalId', 'p.name as personName', 'p.email as personEmail'])
    .select(OVERLAPS.as('overlaps'))
    .where('s.workspaceId', '=', scope.workspaceId)
}

// Only what began in the month before can still have gone on: with that, an index answers.
const OVERLAPS = sql<boolean>`s.status <> 'deleted' and exists (
  select from time_sessions o
  where o.workspace_id = s.workspace_id and o.person_id = s.person_id and o.id <> s.id and o.status <> 'deleted'
    and o.started_at > s.started_at - interval '31 days'
    and o.started_at < coalesce(s.ended_at, 'infinity') and coalesce(o.ended_at, 'infinity') > s.started_at)`

type Row = Awaited<ReturnType<ReturnType<typeof sessionsOf>['execute']>>[number]

function found({ personExternalId, personName, personEmail, overlaps, ...session }: Row): FoundSession {
  const person = { id: session.personId, externalId: personExternalId, name: personName, email: personEmail }
  return { session, person, overlaps }
}

/** The range is for the index: no zone is more than 14 hours away from UTC. */
function isOnDay(day: string): RawBuilder<boolean> {
  return sql<boolean>`s.started_at > ${day}::timestamptz - interval '1 day'
    and s.started_at < ${day}::timestamptz + interval '2 days'
    and (s.started_at at time zone coalesce(s.time_zone, 'UTC'))::date = ${day}::date`
}
