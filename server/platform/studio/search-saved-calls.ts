import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import { listSavedCalls, type SavedCallRow } from './saved-call.store.ts'

export async function searchSavedCalls(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: { readonly connector?: string; readonly cursor?: string; readonly limit: number },
): Promise<Page<SavedCallRow>> {
  const { connector, cursor, limit } = input
  const filter = { connector, before: readCursor(cursor), limit: limit + 1 }
  const rows = await inWorkspaceAtOnce(deps.db, scope, (tx) => listSavedCalls(tx, scope, filter))
  return pageOf(rows, limit, (row) => row.id)
}
