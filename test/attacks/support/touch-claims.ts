import {
  doubtMessage,
  findTaskMessage,
  forgetUnknownMessage,
  leaseMessage,
  releaseMessage,
  saveMessage,
} from '../../../server/features/task-upsert/announce/message.store.ts'
import {
  beginClaim,
  endClaim,
  failForsakenClaims,
  findClaim,
  findLastClickAt,
  findResponseUrl,
  findShownClick,
  countClaimsAhead,
  findNextClick,
  findWorkingClaim,
  insertClaim,
  listClickers,
  lockClaimed,
  noteTrying,
} from '../../../server/features/task-upsert/claims/claim.store.ts'
import {
  deleteSlackMember,
  findSlackMember,
  listSlackMembers,
  upsertSlackMember,
} from '../../../server/features/task-upsert/slack/slack-member.store.ts'
import { systemScope, type WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../../server/storage/db.ts'
import type { Filled, TwoWorkspaces } from './two-workspaces.ts'

const at = new Date()

/** Whom both workspaces have chosen somebody for. */
export const SLACK_USER = 'U0MEMBER'

const claimOf = (workspaceId: string, trackedId: string) => ({
  id: `claim-of-${workspaceId}`,
  trackedId,
  kind: 'claim' as const,
  clickKey: `click-of-${workspaceId}`,
  slackUserId: SLACK_USER,
  slackUserName: `clicker-of-${workspaceId}`,
  responseUrlSealed: Buffer.from('sealed'),
  requestedAt: at,
})

/** A message that is in Slack, a click that came to nothing, and a choice. */
export async function keepClaims(
  db: Db,
  { workspaceId, trackedId }: { readonly workspaceId: string; readonly trackedId: string },
): Promise<void> {
  const scope = systemScope(workspaceId, 'test')
  const leased = { trackedId, lease: `lease-of-${workspaceId}` }
  const place = { channel: `channel-of-${workspaceId}`, messageTs: '1.2' }
  await inWorkspace(db, scope, async (tx) => {
    await leaseMessage(tx, scope, { ...leased, now: at, leasedUntil: at })
    await saveMessage(tx, scope, { ...leased, change: { ...place, status: 'sent', leasedUntil: at } })
    const end = { status: 'failed', reason: `of ${workspaceId}`, finishedAt: at } as const
    await insertClaim(tx, scope, { ...claimOf(workspaceId, trackedId), ...end })
    await upsertSlackMember(tx, scope, { slackUserId: SLACK_USER, clickupUserId: '7', updatedAt: at })
  })
}

/** What clicks and messages do, with the ids of both workspaces. */
export async function touchClaims(
  tx: Tx,
  scope: WorkspaceScope,
  { mine, theirs }: TwoWorkspaces,
): Promise<void> {
  const [trackedId = ''] = mine.ids['upserts']
  const lease = `lease-of-${mine.workspaceId}`
  await leaseMessage(tx, scope, { trackedId, lease, now: at, leasedUntil: at })
  await insertClaim(tx, scope, claimOf(mine.workspaceId, trackedId))
  await upsertSlackMember(tx, scope, { slackUserId: SLACK_USER, clickupUserId: '8', updatedAt: at })
  for (const of of [mine, theirs]) {
    await touchMessage(tx, scope, of)
    await touchClaim(tx, scope, of)
  }
  await failForsakenClaims(tx, scope, { jobName: 'none', reason: 'an attack', finishedAt: at })
  await findLastClickAt(tx, scope)
  await listClickers(tx, scope)
  await findSlackMember(tx, scope, SLACK_USER)
  await listSlackMembers(tx, scope)
  await deleteSlackMember(tx, scope, SLACK_USER)
}

async function touchMessage(tx: Tx, scope: WorkspaceScope, { ids, workspaceId }: Filled): Promise<void> {
  const [trackedId = ''] = ids['upserts']
  const leased = { trackedId, lease: `lease-of-${workspaceId}` }
  await findTaskMessage(tx, scope, trackedId)
  await saveMessage(tx, scope, { ...leased, change: { status: 'unknown', leasedUntil: at } })
  await forgetUnknownMessage(tx, scope, trackedId)
  await doubtMessage(tx, scope, trackedId)
  await releaseMessage(tx, scope, leased)
}

async function touchClaim(tx: Tx, scope: WorkspaceScope, { ids, workspaceId }: Filled): Promise<void> {
  const [trackedId = ''] = ids['upserts']
  const { id } = claimOf(workspaceId, trackedId)
  await lockClaimed(tx, scope, trackedId)
  await findClaim(tx, scope, id)
  await beginClaim(tx, scope, id)
  await findWorkingClaim(tx, scope, trackedId)
  await findNextClick(tx, scope, trackedId)
  await countClaimsAhead(tx, scope, { id, trackedId })
  await noteTrying(tx, scope, { id, attempts: 1, reason: 'an attack' })
  await endClaim(tx, scope, { id, attempts: 1, status: 'failed', reason: 'an attack', finishedAt: at })
  await findShownClick(tx, scope, trackedId)
  await findResponseUrl(tx, scope, { trackedId, since: new Date(0) })
}
