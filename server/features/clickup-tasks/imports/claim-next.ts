import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { Drive } from './drive.ts'
import { claimItem, readOpenItems, type ClaimedItem } from './import-item.store.ts'
import { endImport, lockDriven, noteWaiting, putOffStart, type ImportRow } from './import.store.ts'

/** Kept up while the task runs; one whose process is gone is taken up again when it has run out. */
export const LEASE_MS = 15_000
// Somebody else is about to change what is due.
const SOON_MS = 100

export type Next =
  | { readonly kind: 'item'; readonly row: ImportRow; readonly item: ClaimedItem; readonly lease: string }
  | { readonly kind: 'wait'; readonly until: Date }
  /** All its tasks are processed, and this driver has found out. */
  | { readonly kind: 'completed' }
  /** Stopped, cancelled, or another's. */
  | { readonly kind: 'left' }

/** One after the other over all processes, because the import's row is held meanwhile. */
export async function claimNext({ deps, scope, driven }: Drive): Promise<Next> {
  const now = deps.clock.now()
  return inWorkspace(deps.db, scope, async (tx) => {
    const row = await lockDriven(tx, scope, driven)
    if (row === undefined) return { kind: 'left' }
    const lease = newId()
    const item = await claimItem(tx, scope, {
      importId: row.id,
      lease,
      now,
      leasedUntil: new Date(now.getTime() + LEASE_MS),
      mayStart: row.nextStartAt.getTime() <= now.getTime(),
    })
    if (item === undefined) return restOf(tx, scope, { row, now })
    if (!item.isAgain && row.delayMs > 0)
      await putOffStart(tx, scope, { id: row.id, until: new Date(now.getTime() + row.delayMs) })
    if (row.errorMessage !== null) await noteWaiting(tx, scope, { ...driven, message: null })
    return { kind: 'item', row, item, lease }
  })
}

/** Nothing is due: for now, or for good. */
async function restOf(
  tx: Tx,
  scope: WorkspaceScope,
  { row, now }: { readonly row: ImportRow; readonly now: Date },
): Promise<Next> {
  const open = await readOpenItems(tx, scope, row.id)
  if (open.waiting + open.begun === 0) {
    const end = { status: 'completed', errorMessage: null, finishedAt: now } as const
    await endImport(tx, scope, { id: row.id, driver: row.driver, ...end })
    return { kind: 'completed' }
  }
  const dueMs = [
    ...(open.waiting > 0 ? [row.nextStartAt.getTime()] : []),
    ...(open.dueAt === null ? [] : [open.dueAt.getTime()]),
  ]
  return { kind: 'wait', until: new Date(Math.max(Math.min(...dueMs), now.getTime() + SOON_MS)) }
}
