import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { deleteOtherListStates } from '../sync/list.store.ts'
import { endOtherRuns } from '../sync/sync-run.store.ts'
import { deleteOtherTasks } from './task.store.ts'

interface Forgetting {
  /** The list whose tasks stay; null: none. */
  readonly keptListId: string | null
  /** What runs under way are told. */
  readonly why: string
  readonly at: Date
}

/** Removes tasks and how far their lists were read. Runs first: what one of them stores afterwards it does not store. */
export async function forgetTasks(
  tx: Tx,
  scope: WorkspaceScope,
  { keptListId: listId, why: error, at }: Forgetting,
): Promise<void> {
  await endOtherRuns(tx, scope, { listId, error, at })
  await deleteOtherTasks(tx, scope, listId)
  await deleteOtherListStates(tx, scope, listId)
}

const CLEARED = 'The stored tasks were cleared while the list was read. Start it again.'

/** Empties the cache; the next sync reads all again. */
export async function clearTasks(
  { db, clock }: Pick<ClickupTaskDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
): Promise<void> {
  await inWorkspace(db, scope, (tx) =>
    forgetTasks(tx, scope, { keptListId: null, why: CLEARED, at: clock.now() }),
  )
}
