import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import type { HookDeps } from './deps.ts'
import type { Hook } from './hook.schemas.ts'
import { hookView } from './hook.view.ts'
import { listHooks } from './webhook-hook.store.ts'

export async function searchHooks(
  deps: Pick<HookDeps, 'db' | 'baseUrl'>,
  scope: WorkspaceScope,
  input: { readonly cursor?: string; readonly limit: number },
): Promise<Page<Hook>> {
  const page = { before: readCursor(input.cursor), limit: input.limit + 1 }
  const rows = await inWorkspace(deps.db, scope, (tx) => listHooks(tx, scope, page))
  const { items, nextCursor } = pageOf(rows, input.limit, (row) => row.id)
  return { items: items.map((row) => hookView(row, deps.baseUrl())), nextCursor }
}
