import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import { listConnectionRows, type ConnectionRow } from './connection.store.ts'

export async function listConnections(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: { readonly cursor?: string; readonly limit: number },
): Promise<Page<ConnectionRow>> {
  const page = { after: readCursor(input.cursor), limit: input.limit + 1 }
  const rows = await inWorkspace(deps.db, scope, (tx) => listConnectionRows(tx, scope, page))
  return pageOf(rows, input.limit, (row) => row.id)
}
