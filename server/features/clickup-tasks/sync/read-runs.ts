import { notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../../storage/keyset-page.ts'
import { findRun, listRuns, type SyncRun } from './sync-run.store.ts'

export async function readSyncRun(
  { db }: { readonly db: Db },
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<SyncRun> {
  const run = await inWorkspaceAtOnce(db, scope, (tx) => findRun(tx, scope, id))
  if (run === undefined) throw notFound('sync', id)
  return run
}

/** Latest first. */
export async function readSyncRuns(
  { db }: { readonly db: Db },
  scope: WorkspaceScope,
  { cursor, limit }: { readonly cursor?: string; readonly limit: number },
): Promise<Page<SyncRun>> {
  const before = readCursor(cursor)
  const rows = await inWorkspaceAtOnce(db, scope, (tx) => listRuns(tx, scope, { before, limit: limit + 1 }))
  return pageOf(rows, limit, ({ id }) => id)
}
