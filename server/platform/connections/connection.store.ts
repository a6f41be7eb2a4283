import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { ConnectionsTable } from '../../storage/tables/connections.ts'

/** A connection without its credentials. */
export type ConnectionRow = Omit<Selectable<ConnectionsTable>, 'workspaceId' | 'credentialsSealed'>
export type SealedConnection = ConnectionRow & Pick<Selectable<ConnectionsTable>, 'credentialsSealed'>

type NewConnection = Pick<SealedConnection, 'id' | 'connector' | 'baseUrl' | 'credentialsSealed' | 'savedAt'>

const VISIBLE = [
  'id',
  'connector',
  'baseUrl',
  'status',
  'account',
  'lastError',
  'testedAt',
  'savedAt',
] as const

/** Takes the place of the service's connection, whose id stays. */
export async function upsertConnection(
  db: Db,
  scope: WorkspaceScope,
  { id, connector, ...saved }: NewConnection,
): Promise<ConnectionRow> {
  const fresh = { ...saved, status: 'untested', account: null, lastError: null, testedAt: null } as const
  return db
    .insertInto('connections')
    .values({ workspaceId: scope.workspaceId, id, connector, ...fresh })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'connector']).doUpdateSet(fresh))
    .returning(VISIBLE)
    .executeTakeFirstOrThrow()
}

/** In the order of the ids; `after` is the last one seen. */
export async function listConnectionRows(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<ConnectionRow[]> {
  let query = db.selectFrom('connections').select(VISIBLE).where('workspaceId', '=', scope.workspaceId)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return query.orderBy('id').limit(page.limit).execute()
}

export async function findConnection(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<SealedConnection | undefined> {
  return db
    .selectFrom('connections')
    .select([...VISIBLE, 'credentialsSealed'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Changes nothing when other credentials were saved since. */
export async function updateConnectionTest(
  db: Db,
  scope: WorkspaceScope,
  test: Pick<ConnectionRow, 'id' | 'savedAt' | 'status' | 'account' | 'lastError' | 'testedAt'>,
): Promise<void> {
  const { id, savedAt, ...result } = test
  await db
    .updateTable('connections')
    .set(result)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('savedAt', '=', savedAt)
    .execute()
}

/** Undefined when the workspace has no such connection. */
export async function deleteConnection(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('connections')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
