import type { Static } from 'typebox'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import { listApiCalls, type ApiCallLine } from './api-call.store.ts'
import type { CallQuery } from './call.schemas.ts'

export async function searchCalls(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: Static<typeof CallQuery>,
): Promise<Page<ApiCallLine>> {
  const { connector, operationId, cursor, limit } = input
  const filter = { connector, operationId, before: readCursor(cursor), limit: limit + 1 }
  const rows = await inWorkspaceAtOnce(deps.db, scope, (tx) => listApiCalls(tx, scope, filter))
  return pageOf(rows, limit, (row) => row.id)
}
