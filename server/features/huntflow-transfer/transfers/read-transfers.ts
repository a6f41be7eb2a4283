import { notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../../storage/keyset-page.ts'
import type { TransferQuery } from './transfer.schemas.ts'
import { findTransfer, listTransfers, type Transfer } from './transfer.store.ts'

export async function readTransfers(
  { db }: { readonly db: Db },
  scope: WorkspaceScope,
  { cursor, limit, taskId, status }: TransferQuery,
): Promise<Page<Transfer>> {
  const page = { taskId, status, before: readCursor(cursor), limit: limit + 1 }
  const rows = await inWorkspaceAtOnce(db, scope, (tx) => listTransfers(tx, scope, page))
  return pageOf(rows, limit, ({ id }) => id)
}

export async function readTransfer(
  { db }: { readonly db: Db },
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<Transfer> {
  const found = await inWorkspaceAtOnce(db, scope, (tx) => findTransfer(tx, scope, id))
  if (found === undefined) throw notFound('transfer', id)
  return found
}
