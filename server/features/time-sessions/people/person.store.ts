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
): Promise<Pick<PersonRow, 'id' | 'externalId'>[]> {
  return db
    .selectFrom('people')
    .select(['id', 'externalId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('externalId', 'in', externalIds)
    .execute()
}
