import type { Insertable, Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { ApiCallsTable } from '../../storage/tables/api-calls.ts'

export type ApiCallRow = Selectable<ApiCallsTable>
/** A row without what may be large. */
export type ApiCallLine = Omit<ApiCallRow, 'request' | 'response' | 'violations'>

interface CallFilter {
  readonly connector: string | undefined
  readonly operationId: string | undefined
  readonly before: string | undefined
  readonly limit: number
}

export async function insertApiCall(
  db: Db,
  scope: WorkspaceScope,
  call: Omit<Insertable<ApiCallsTable>, 'workspaceId'>,
): Promise<void> {
  await db
    .insertInto('apiCalls')
    .values({ ...call, workspaceId: scope.workspaceId })
    .execute()
}

/** Newest first. */
export async function listApiCalls(
  db: Db,
  scope: WorkspaceScope,
  filter: CallFilter,
): Promise<ApiCallLine[]> {
  let query = db
    .selectFrom('apiCalls')
    .select(['workspaceId', 'id', 'connector', 'operationId', 'actorType', 'actorId', 'method', 'url'])
    .select(['status', 'problem', 'durationMs', 'attempts', 'pages', 'createdAt'])
    .where('workspaceId', '=', scope.workspaceId)
  if (filter.connector !== undefined) query = query.where('connector', '=', filter.connector)
  if (filter.operationId !== undefined) query = query.where('operationId', '=', filter.operationId)
  if (filter.before !== undefined) query = query.where('id', '<', filter.before)
  return query.orderBy('id', 'desc').limit(filter.limit).execute()
}

export async function findApiCall(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<ApiCallRow | undefined> {
  return db
    .selectFrom('apiCalls')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function deleteApiCalls(db: Db, scope: WorkspaceScope, olderThan: Date): Promise<void> {
  await db
    .deleteFrom('apiCalls')
    .where('workspaceId', '=', scope.workspaceId)
    .where('createdAt', '<', olderThan)
    .execute()
}
