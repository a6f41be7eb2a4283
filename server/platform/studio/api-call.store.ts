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

export type NewApiCall = Omit<Insertable<ApiCallsTable>, 'workspaceId'>

/** Of one workspace, in one statement. */
export async function insertApiCalls(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  calls: readonly NewApiCall[],
): Promise<void> {
  await sql`/* prepared insert-api-calls */
    insert into api_calls (
      workspace_id, id, connector, operation_id, actor_type, actor_id, method, url, request, status, response, problem,
      duration_ms, attempts, pages, violations, created_at
    )
    select ${scope.workspaceId}, id, connector, "operationId", "actorType", "actorId", method, url, request::json, status,
      response::json, problem, "durationMs", attempts, pages, violations::json, "createdAt"
    from json_to_recordset(${JSON.stringify(calls)}::json) as call (
      id text, connector text, "operationId" text, "actorType" text, "actorId" text, method text, url text, request text,
      status integer, response text, problem text, "durationMs" integer, attempts integer, pages integer,
      violations text, "createdAt" timestamptz
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
