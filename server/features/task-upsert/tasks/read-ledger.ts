import { notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../../storage/keyset-page.ts'
import type { PushDeps } from './push-deps.ts'
import { findLedgerRow, listLedger, type LedgerRow } from './ledger.store.ts'
import { listTaskEvents, type TaskEvent } from './task-event.store.ts'
import type { LedgerQuery } from './upsert.schemas.ts'

const MOST_EVENTS = 200

export async function readLedger(
  { db }: Pick<PushDeps, 'db'>,
  scope: WorkspaceScope,
  { cursor, limit, ...filter }: LedgerQuery,
): Promise<Page<LedgerRow>> {
  const before = readCursor(cursor)
  const rows = await inWorkspaceAtOnce(db, scope, (tx) =>
    listLedger(tx, scope, { filter, before, limit: limit + 1 }),
  )
  return pageOf(rows, limit, ({ id }) => id)
}

/** With the latest of what has happened to it. */
export async function readLedgerEntry(
  { db }: Pick<PushDeps, 'db'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<{ readonly row: LedgerRow; readonly events: readonly TaskEvent[] }> {
  return inWorkspace(db, scope, async (tx) => {
    const row = await findLedgerRow(tx, scope, id)
    if (row === undefined) throw notFound('pushed task', id)
    return { row, events: await listTaskEvents(tx, scope, { trackedId: id, limit: MOST_EVENTS }) }
  })
}
