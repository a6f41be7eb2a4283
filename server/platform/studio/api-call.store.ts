import { sql, type Insertable, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import { deleteFound } from '../../storage/delete-found.store.ts'
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
  await sql`/* prepared insert-api-call */
    insert into api_calls (
      workspace_id, id, connector, operation_id, actor_type, actor_id, method, url, request, status, response, problem,
      duration_ms, attempts, pages, violations, created_at
    ) values (
      ${scope.workspaceId}, ${call.id}, ${call.connector}, ${call.operationId}, ${call.actorType}, ${call.actorId},
      ${call.method}, ${call.url}, ${call.request}, ${call.status}, ${call.response}, ${call.problem},
      ${call.durationMs}, ${call.attempts}, ${call.pages}, ${call.violations}, ${call.createdAt}
    )`.execute(db)
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

/** The oldest of before then. */
export async function deleteApiCalls(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly createdBefore: Date; readonly limit: number },
): Promise<number> {
  const ids = db
    .selectFrom('apiCalls')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('createdAt', '<', page.createdBefore)
    .limit(page.limit)
  return deleteFound(db, scope, { table: 'apiCalls', ids })
}
