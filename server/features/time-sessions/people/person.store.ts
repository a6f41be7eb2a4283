import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { PeopleTable } from '../../../storage/tables/people.ts'

export type PersonRow = Omit<Selectable<PeopleTable>, 'workspaceId'>

export interface SeenPerson {
  readonly id: string
  readonly externalId: string
  readonly name: string
  readonly email: string | null
}

/** Those that are new are stored, the others stay as they are; by Clockify's id. */
export async function insertUnseenPeople(
  db: Db,
  scope: WorkspaceScope,
  { people, at }: { readonly people: readonly SeenPerson[]; readonly at: Date },
): Promise<void> {
  await sql`
    insert into people (workspace_id, id, external_id, name, email, created_at, updated_at)
    select ${scope.workspaceId}, id, external_id, name, email, ${at}, ${at}
    from unnest(
      ${people.map(({ id }) => id)}::text[],
      ${people.map(({ externalId }) => externalId)}::text[],
      ${people.map(({ name }) => name)}::text[],
      ${people.map(({ email }) => email)}::text[]
    ) as seen (id, external_id, name, email)
    on conflict (workspace_id, external_id) do nothing`.execute(db)
}

export async function listPeopleOf(
  db: Db,
  scope: WorkspaceScope,
  externalIds: readonly string[],
): Promise<Pick<PersonRow, 'id' | 'externalId' | 'overtimeHours'>[]> {
  return db
    .selectFrom('people')
    .select(['id', 'externalId', 'overtimeHours'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('externalId', 'in', externalIds)
    .execute()
}

const COLUMNS = [
  'id',
  'externalId',
  'name',
  'email',
  'hoursPerMonth',
  'enabled',
  'notify',
  'timeZone',
  'overtimeHours',
  'createdAt',
  'updatedAt',
] as const

/** Undefined when somebody has this Clockify user already. */
export async function insertPerson(
  db: Db,
  scope: WorkspaceScope,
  person: PersonRow,
): Promise<PersonRow | undefined> {
  return db
    .insertInto('people')
    .values({ workspaceId: scope.workspaceId, ...person })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'externalId']).doNothing())
    .returning(COLUMNS)
    .executeTakeFirst()
}

export async function findPerson(db: Db, scope: WorkspaceScope, id: string): Promise<PersonRow | undefined> {
  return db
    .selectFrom('people')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Undefined when there is no such person. */
export async function updatePerson(
  db: Db,
  scope: WorkspaceScope,
  { id, ...change }: Partial<PersonRow> & Pick<PersonRow, 'id' | 'updatedAt'>,
): Promise<PersonRow | undefined> {
  return db
    .updateTable('people')
    .set(change)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirst()
}

/** What Clockify says of its user; nothing when nobody here is that user. */
export async function updatePersonOfUser(
  db: Db,
  scope: WorkspaceScope,
  { externalId, ...said }: Pick<PersonRow, 'name' | 'email' | 'updatedAt'> & { readonly externalId: string },
): Promise<void> {
  await db
    .updateTable('people')
    .set(said)
    .where('workspaceId', '=', scope.workspaceId)
    .where('externalId', '=', externalId)
    .execute()
}

/** Undefined when there is no such person; refused by the database when there are sessions. */
export async function deletePerson(db: Db, scope: WorkspaceScope, id: string): Promise<string | undefined> {
  const row = await db
    .deleteFrom('people')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
