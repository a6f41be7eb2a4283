import {
  listMailPeople,
  listOverlaps,
} from '../../../server/features/time-sessions/mails/mail-facts.store.ts'
import {
  gatherMails,
  listGathered,
  listLateMailboxes,
  lockMailbox,
  readMailboxLoad,
  releaseForsakenMails,
  settleGathered,
  settleMail,
  takeMail,
} from '../../../server/platform/mail/mailbox.store.ts'
import { emptyMails, regatherMails } from '../../../server/platform/mail/outbox.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import type { Tx } from '../../../server/storage/db.ts'
import { MAILBOX, type TwoWorkspaces } from './two-workspaces.ts'

const at = new Date()
const soon = new Date(at.getTime() + 60_000)
const END = { lastError: 'an attack', sentAt: at, nextAttemptAt: soon } as const

/** What the sending of mails does, with the ids of both workspaces. */
export async function touchMails(
  tx: Tx,
  scope: WorkspaceScope,
  { mine, theirs }: TwoWorkspaces,
): Promise<void> {
  const idsOf = (kind: 'outbox' | 'people') => [...mine.ids[kind], ...theirs.ids[kind]]
  await lockMailbox(tx, scope, MAILBOX)
  await readMailboxLoad(tx, scope, { mailbox: MAILBOX, at: soon, since: new Date(0) })
  await listLateMailboxes(tx, scope, { dueBefore: soon, limit: 10 })
  for (const id of idsOf('outbox')) {
    await takeMail(tx, scope, { id, jobId: 'an attack', until: soon })
    await settleMail(tx, scope, { id, jobId: 'an attack', status: 'waiting', ...END })
    await settleGathered(tx, scope, { digestId: id, status: 'failed', lastError: null, sentAt: at })
    await regatherMails(tx, scope, id)
  }
  await releaseForsakenMails(tx, scope, { mailbox: MAILBOX, jobId: 'an attack', at: soon })
  await gatherMails(tx, scope, {
    mailbox: MAILBOX,
    at: new Date(soon.getTime() + 60_000),
    digestId: 'an attack',
  })
  await listGathered(tx, scope, { digestId: 'an attack', limit: 10 })
  await emptyMails(tx, scope, { createdBefore: soon, limit: 10 })
  await listMailPeople(tx, scope, idsOf('people'))
  const times = { startedAt: new Date(0), endedAt: at }
  const sessions = idsOf('people').map((personId) => ({ id: 'none', personId, ...times }))
  await listOverlaps(tx, scope, sessions)
}
