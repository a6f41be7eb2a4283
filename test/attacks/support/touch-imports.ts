import {
  findReply,
  insertReply,
  listLastAnswers,
  listOwnComments,
  moveReply,
} from '../../../server/features/clickup-tasks/auto-replies/reply.store.ts'
import { lockRules, noteOwnUser } from '../../../server/features/clickup-tasks/auto-replies/rule.store.ts'
import {
  claimItem,
  extendLease,
  finishItem,
  insertItems,
  listLatestEnds,
  putOffItem,
  readOpenItems,
  resetFailed,
} from '../../../server/features/clickup-tasks/imports/import-item.store.ts'
import {
  endImport,
  lockDriven,
  noteWaiting,
  putOffStart,
  updatePlan,
} from '../../../server/features/clickup-tasks/imports/import.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import type { Tx } from '../../../server/storage/db.ts'
import { aReply, clickupTaskOf } from './keep-imports.ts'
import type { Filled, TwoWorkspaces } from './two-workspaces.ts'

const at = new Date()

/** What imports and replies do, with the ids of both workspaces. */
export async function touchImports(
  tx: Tx,
  scope: WorkspaceScope,
  { mine, theirs }: TwoWorkspaces,
): Promise<void> {
  for (const of of [mine, theirs]) {
    await touchImport(tx, scope, of)
    await touchReply(tx, scope, of)
  }
  await insertItems(tx, scope, {
    importId: mine.ids.imports[0]!,
    items: [{ taskId: 't', name: '', error: null }],
    at,
  })
  await insertReply(tx, scope, aReply('an attack', 't'))
  await lockRules(tx, scope)
  await noteOwnUser(tx, scope, 'an attack')
}

async function touchImport(tx: Tx, scope: WorkspaceScope, { ids, workspaceId }: Filled): Promise<void> {
  const id = ids.imports[0]!
  const driven = { id, driver: `driver-of-${workspaceId}` }
  await lockDriven(tx, scope, driven)
  await updatePlan(tx, scope, { id, planned: true, planAfterMs: 1, planPage: 1 })
  await putOffStart(tx, scope, { id, until: at })
  await noteWaiting(tx, scope, { ...driven, message: 'an attack' })
  await endImport(tx, scope, { ...driven, status: 'failed', errorMessage: 'an attack', finishedAt: at })
  const leased = { importId: id, taskId: clickupTaskOf(workspaceId), lease: 'an attack' }
  await claimItem(tx, scope, { ...leased, now: at, leasedUntil: at, mayStart: true })
  await extendLease(tx, scope, { ...leased, leasedUntil: at })
  await finishItem(tx, scope, { ...leased, status: 'failed', error: 'an attack', finishedAt: at })
  await putOffItem(tx, scope, { ...leased, readyAt: at, isCounted: true })
  await readOpenItems(tx, scope, id)
  await listLatestEnds(tx, scope, { importId: id, most: 10 })
  await resetFailed(tx, scope, id)
}

async function touchReply(tx: Tx, scope: WorkspaceScope, { workspaceId }: Filled): Promise<void> {
  const id = `reply-of-${workspaceId}`
  await findReply(tx, scope, `comment:${id}`)
  await listOwnComments(tx, scope, [id])
  await listLastAnswers(tx, scope, { taskId: clickupTaskOf(workspaceId), ruleIds: ['r1'] })
  await moveReply(tx, scope, { id, from: ['sent'], to: 'unknown', error: 'an attack' })
}
