import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { listApiKeyRows, type ApiKeyRow } from './api-key.store.ts'

export interface ApiKeyPage {
  readonly items: readonly ApiKeyRow[]
  readonly nextCursor: string | null
}

export async function listApiKeys(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: { readonly cursor?: string; readonly limit: number },
): Promise<ApiKeyPage> {
  const rows = await inWorkspace(deps.db, scope, (tx) =>
    listApiKeyRows(tx, scope, { after: input.cursor, limit: input.limit + 1 }),
  )
  const items = rows.slice(0, input.limit)
  return { items, nextCursor: rows.length > items.length ? (items.at(-1)?.id ?? null) : null }
}
