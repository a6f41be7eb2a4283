import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { PersonPosition, PersonQuery } from './person.schemas.ts'
import type { PersonRow } from './person.store.ts'

interface PersonPage {
  readonly filter: Omit<PersonQuery, 'cursor' | 'limit'>
  readonly after: PersonPosition | undefined
  readonly limit: number
}

/** By name. */
export async function listPeople(
  db: Db,
  scope: WorkspaceScope,
  { filter, after, limit }: PersonPage,
): Promise<PersonRow[]> {
  const { externalId, email, from, to } = filter
  let query = db.selectFrom('people as p').selectAll('p').where('p.workspaceId', '=', scope.workspaceId)
  if (externalId !== undefined) query = query.where('p.externalId', '=', externalId)
  if (email !== undefined) query = query.where(sql<boolean>`p.email_key = lower(${email})`)
  if (from !== undefined || to !== undefined)
    query = query.where(sql<boolean>`exists (
      select from time_sessions s
      where s.workspace_id = p.workspace_id and s.person_id = p.id
        and s.started_at >= ${from === undefined ? '-infinity' : new Date(from).toISOString()}::timestamptz
        and s.started_at < ${to === undefined ? 'infinity' : new Date(to).toISOString()}::timestamptz)`)
  if (after !== undefined) query = query.where(sql<boolean>`(p.name, p.id) > (${after[0]}, ${after[1]})`)
  return query.orderBy('p.name').orderBy('p.id').limit(limit).execute()
}

/** Whoever is all that is given. */
export async function findPersonBy(
  db: Db,
  scope: WorkspaceScope,
  { id, externalId, email }: Partial<Pick<PersonRow, 'id' | 'externalId' | 'email'>>,
): Promise<PersonRow | undefined> {
  let query = db.selectFrom('people as p').selectAll('p').where('p.workspaceId', '=', scope.workspaceId)
  if (id !== undefined) query = query.where('p.id', '=', id)
  if (externalId !== undefined) query = query.where('p.externalId', '=', externalId)
  if (email !== undefined) query = query.where(sql<boolean>`p.email_key = lower(${email})`)
  return query.orderBy('p.id').executeTakeFirst()
}

/** The ids of those who get reports of their own. */
export async function listReportedPeople(db: Db, scope: WorkspaceScope): Promise<string[]> {
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('enabled', '=', true)
    .where('notify', '=', true)
    .where('email', 'is not', null)
    .orderBy('name')
    .execute()
  return rows.map(({ id }) => id)
}
