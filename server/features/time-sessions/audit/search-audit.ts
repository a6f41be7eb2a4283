import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { pageOf, readKeyCursor, type Page } from '../../../storage/keyset-page.ts'
import type { ChainedEntry } from './audit-chain.ts'
import { listAuditEntries } from './audit-search.store.ts'
import { AuditPosition, type AuditQuery } from './audit.schemas.ts'

/** Filters are ANDed; no match is an empty page. */
export async function searchAudit(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: AuditQuery,
): Promise<Page<ChainedEntry>> {
  const { cursor, limit, ...filter } = input
  const page = { filter, beforeSeq: readKeyCursor(cursor, AuditPosition)?.[0], limit: limit + 1 }
  const entries = await inWorkspaceAtOnce(deps.db, scope, (tx) => listAuditEntries(tx, scope, page))
  return pageOf(entries, limit, ({ seq }) => JSON.stringify([seq]))
}
