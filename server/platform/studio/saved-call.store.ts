import type { Insertable, Selectable, Updateable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { SavedCallsTable } from '../../storage/tables/saved-calls.ts'

export type SavedCallRow = Selectable<SavedCallsTable>

export async function insertSavedCall(
  db: Db,
  scope: WorkspaceScope,
  call: Omit<Insertable<SavedCallsTable>, 'workspaceId'>,
): Promise<SavedCallRow> {
  return db
    .insertInto('savedCalls')
    .values({ ...call, workspaceId: scope.workspaceId })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Newest first. */
export async function listSavedCalls(
  db: Db,
  scope: WorkspaceScope,
  filter: {
    readonly connector: string | undefined
    readonly before: string | undefined
    readonly limit: number
  },
): Promise<SavedCallRow[]> {
  let query = db.selectFrom('savedCalls').selectAll().where('workspaceId', '=', scope.workspaceId)
  if (filter.connector !== undefined) query = query.where('connector', '=', filter.connector)
  if (filter.before !== undefined) query = query.where('id', '<', filter.before)
  return query.orderBy('id', 'desc').limit(filter.limit).execute()
}

export async function findSavedCall(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<SavedCallRow | undefined> {
  return db
    .selectFrom('savedCalls')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Undefined when it is not there. */
export async function updateSavedCall(
  db: Db,
  scope: WorkspaceScope,
  change: Required<
    Pick<Updateable<SavedCallsTable>, 'name' | 'connector' | 'operationId' | 'input' | 'updatedAt'>
  > & {
    readonly id: string
  },
): Promise<SavedCallRow | undefined> {
  const { id, ...columns } = change
  return db
    .updateTable('savedCalls')
    .set(columns)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Undefined when it was not there. */
export async function deleteSavedCall(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('savedCalls')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
