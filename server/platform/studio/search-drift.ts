import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { pageOf, readKeyCursor, type Page } from '../../storage/keyset-page.ts'
import { listDrift, type ApiDriftRow } from './api-drift.store.ts'
import { DriftKey, type DriftQuery } from './drift.schemas.ts'

export async function searchDrift(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: DriftQuery,
): Promise<Page<ApiDriftRow>> {
  const { connector, operationId, cursor, limit } = input
  const filter = { connector, operationId, after: readKeyCursor(cursor, DriftKey), limit: limit + 1 }
  const rows = await inWorkspaceAtOnce(deps.db, scope, (tx) => listDrift(tx, scope, filter))
  return pageOf(rows, limit, (row) => JSON.stringify([row.connector, row.operationId, row.pointer, row.kind]))
}
