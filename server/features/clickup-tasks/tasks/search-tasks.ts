import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Db } from '../../../storage/db.ts'
import { pageOf, readKeyCursor, type Page } from '../../../storage/keyset-page.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { StoredTask } from './stored-task.ts'
import { listFacets, listTasks, type Facet } from './task-search.store.ts'
import { TaskPosition, type TaskFacets, type TaskQuery } from './task.schemas.ts'

/** Of the chosen list; filters are ANDed, no match is an empty page. */
export async function searchTasks(
  { db }: { readonly db: Db },
  scope: WorkspaceScope,
  { cursor, limit, ...filter }: TaskQuery,
): Promise<Page<StoredTask>> {
  const before = readKeyCursor(cursor, TaskPosition)
  const found = await inWorkspace(db, scope, async (tx) => {
    const { listId } = await findSettings(tx, scope)
    return listId === null ? [] : listTasks(tx, scope, { listId, filter, before, limit: limit + 1 })
  })
  return pageOf(found, limit, ({ updatedAt, id }) => JSON.stringify([updatedAt, id]))
}

/** What the filters can be set to. */
export async function readFacets({ db }: { readonly db: Db }, scope: WorkspaceScope): Promise<TaskFacets> {
  const facets = await inWorkspace(db, scope, async (tx) => {
    const { listId } = await findSettings(tx, scope)
    return listId === null ? [] : listFacets(tx, scope, listId)
  })
  const of = (wanted: Facet['kind']) =>
    facets.filter(({ kind }) => kind === wanted).map(({ value, tasks }) => ({ value, tasks }))
  return { statuses: of('status'), assignees: of('assignee'), tags: of('tag') }
}
