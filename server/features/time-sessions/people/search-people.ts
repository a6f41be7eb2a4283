import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { pageOf, readKeyCursor, type Page } from '../../../storage/keyset-page.ts'
import { listPeople } from './person-search.store.ts'
import { PersonPosition, type PersonQuery } from './person.schemas.ts'
import type { PersonRow } from './person.store.ts'

/** Filters are ANDed; no match is an empty page. */
export async function searchPeople(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  input: PersonQuery,
): Promise<Page<PersonRow>> {
  const { cursor, limit, ...filter } = input
  const page = { filter, after: readKeyCursor(cursor, PersonPosition), limit: limit + 1 }
  const people = await inWorkspaceAtOnce(deps.db, scope, (tx) => listPeople(tx, scope, page))
  return pageOf(people, limit, ({ name, id }) => JSON.stringify([name, id]))
}
