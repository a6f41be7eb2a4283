import { findLedgerRow, listLedger } from '../../../server/features/task-upsert/tasks/ledger.store.ts'
import {
  closePush,
  failPush,
  markGone,
  reopenFailed,
  takeLease,
  updateLeased,
} from '../../../server/features/task-upsert/tasks/push-lease.store.ts'
import { listPushStates, listPushStatesOf } from '../../../server/features/task-upsert/tasks/push.store.ts'
import {
  insertTaskEvent,
  listTaskEvents,
} from '../../../server/features/task-upsert/tasks/task-event.store.ts'
import {
  detachFiles,
  findFileContent,
  forgetContents,
  insertFiles,
  listFiles,
  updateFile,
} from '../../../server/features/task-upsert/tasks/tracked-file.store.ts'
import {
  findTracked,
  findTrackedOfTask,
  updateClaim,
} from '../../../server/features/task-upsert/tasks/tracked-task.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import type { Tx } from '../../../server/storage/db.ts'
import { aFile, raise, upsertKeyOf } from './keep-upserts.ts'
import type { Filled, TwoWorkspaces } from './two-workspaces.ts'

const at = new Date()

/** What pushes do, with the ids of both workspaces. */
export async function touchUpserts(
  tx: Tx,
  scope: WorkspaceScope,
  { mine, theirs }: TwoWorkspaces,
): Promise<void> {
  for (const of of [mine, theirs]) {
    await touchPush(tx, scope, of)
    await touchFiles(tx, scope, of)
  }
  // Only its own: of the other's key it would make an entry here, which shows that key from then on.
  await raise(tx, scope, { ...upsertKeyOf(scope.workspaceId), title: 'an attack' })
  const [id] = mine.ids['upserts']
  await insertFiles(tx, scope, [aFile(id!)])
  await insertTaskEvent(tx, scope, { trackedId: id!, kind: 'updated', at })
}

async function touchPush(tx: Tx, scope: WorkspaceScope, { ids, workspaceId }: Filled): Promise<void> {
  const [id = ''] = ids['upserts']
  const leased = { id, lease: `lease-of-${workspaceId}` }
  await listPushStates(tx, scope, [upsertKeyOf(workspaceId)])
  await listPushStatesOf(tx, scope, [id])
  await findTracked(tx, scope, id)
  await findTrackedOfTask(tx, scope, `task-of-${workspaceId}`)
  await updateClaim(tx, scope, { id, by: null, at })
  await takeLease(tx, scope, { ...leased, now: at, leasedUntil: at })
  await updateLeased(tx, scope, { ...leased, change: { error: 'an attack' } })
  await failPush(tx, scope, { ...leased, number: 2, error: 'an attack' })
  await reopenFailed(tx, scope, id)
  await takeLease(tx, scope, { ...leased, now: at, leasedUntil: at })
  await closePush(tx, scope, { ...leased, number: 2, outcome: 'updated', change: { notes: '[]' } })
  await markGone(tx, scope, [`task-of-${workspaceId}`])
  await findLedgerRow(tx, scope, id)
  await listTaskEvents(tx, scope, { trackedId: id, limit: 10 })
  await listLedger(tx, scope, { filter: {}, before: undefined, limit: 10 })
}

async function touchFiles(tx: Tx, scope: WorkspaceScope, { ids, workspaceId }: Filled): Promise<void> {
  const [trackedId = ''] = ids['upserts']
  const file = { trackedId, sha256: 'abc' }
  await listFiles(tx, scope, trackedId)
  await findFileContent(tx, scope, file)
  const leased = { id: trackedId, lease: `lease-of-${workspaceId}`, sha256: 'abc' }
  await updateFile(tx, scope, { ...leased, change: { looks: 1 } })
  await detachFiles(tx, scope, trackedId)
  await forgetContents(tx, scope, trackedId)
}
