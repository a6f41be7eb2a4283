import { notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../../storage/keyset-page.ts'
import type { ImportDeps } from './import-deps.ts'
import type { ImportQuery } from './import.schemas.ts'
import type { FoundImport } from './import.view.ts'
import { countItems, listFailed, listLatestEnds } from './import-item.store.ts'
import { findImport, listImports, type ImportRow } from './import.store.ts'

const MOST_FAILED = 100
/** Few enough that a stop in between is soon forgotten. */
const LATEST = 20
const NOTHING = { total: 0, succeeded: 0, failed: 0 }

export async function readImport(
  { db }: Pick<ImportDeps, 'db'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<FoundImport> {
  const [found] = await inWorkspace(db, scope, async (tx) => {
    const row = await findImport(tx, scope, id)
    return row === undefined ? [] : withItems(tx, scope, [row])
  })
  if (found === undefined) throw notFound('import', id)
  return found
}

/** Newest first. */
export async function readImports(
  { db }: Pick<ImportDeps, 'db'>,
  scope: WorkspaceScope,
  { cursor, limit }: ImportQuery,
): Promise<Page<FoundImport>> {
  const before = readCursor(cursor)
  return inWorkspace(db, scope, async (tx) => {
    const rows = await listImports(tx, scope, { before, limit: limit + 1 })
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.id)
    return { items: await withItems(tx, scope, items), nextCursor }
  })
}

async function withItems(tx: Tx, scope: WorkspaceScope, rows: readonly ImportRow[]): Promise<FoundImport[]> {
  const importIds = rows.map(({ id }) => id)
  const counts = await countItems(tx, scope, importIds)
  const failed = await listFailed(tx, scope, { importIds, most: MOST_FAILED })
  const found: FoundImport[] = []
  for (const row of rows) {
    const isMoving = row.status === 'running'
    found.push({
      row,
      counts: counts.get(row.id) ?? NOTHING,
      failed: failed.filter(({ importId }) => importId === row.id),
      ends: isMoving ? await listLatestEnds(tx, scope, { importId: row.id, most: LATEST }) : [],
    })
  }
  return found
}
