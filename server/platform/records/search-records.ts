import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { pageOf, readKeyCursor, type Page } from '../../storage/keyset-page.ts'
import { RecordPosition, type RecordQuery } from './records.schemas.ts'
import { listRecords, type RecordRow } from './records.store.ts'

export async function searchRecords(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: RecordQuery,
): Promise<Page<RecordRow>> {
  const { cursor, limit, ...filter } = input
  const page = { ...filter, after: readKeyCursor(cursor, RecordPosition), limit: limit + 1 }
  const rows = await inWorkspaceAtOnce(deps.db, scope, (tx) => listRecords(tx, scope, page))
  return pageOf(rows, limit, (row) => JSON.stringify([row.collection, row.id, row.parentKey]))
}
