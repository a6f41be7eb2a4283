import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { pageOf, readKeyCursor, type Page } from '../../../storage/keyset-page.ts'
import { listSessions } from './session-search.store.ts'
import { SessionPosition, type SessionQuery } from './session.schemas.ts'
import type { FoundSession } from './session.view.ts'

/** Filters are ANDed; no match is an empty page. */
export async function searchSessions(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: SessionQuery,
): Promise<Page<FoundSession>> {
  const { cursor, limit, ...filter } = input
  const page = { filter, before: readKeyCursor(cursor, SessionPosition), limit: limit + 1 }
  const found = await inWorkspaceAtOnce(deps.db, scope, (tx) => listSessions(tx, scope, page))
  return pageOf(found, limit, ({ session }) => JSON.stringify([session.startedAt.toISOString(), session.id]))
}
