import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import { chooseNext } from './choose-next.ts'
import { writeDigest } from './digest.ts'
import {
  gatherMails,
  listGathered,
  readMailboxLoad,
  releaseForsakenMails,
  takeMail,
} from './mailbox.store.ts'
import { SEND_WITHIN_MS } from './mail-server.ts'
import { insertMails, type StoredMail } from './outbox.store.ts'

/** A job at a mailbox that it has locked, at a moment. */
export interface Turn {
  readonly tx: Tx
  readonly scope: WorkspaceScope
  readonly mailbox: string
  readonly jobId: string
  readonly at: Date
  readonly windowMs: number
}

export type Next =
  | { readonly kind: 'mail'; readonly mail: StoredMail }
  | { readonly kind: 'later'; readonly at: Date }
  | { readonly kind: 'nothing' }

const LINES = 200
// What is still being sent is aborted before that.
const GRACE_MS = 60_000

/** The mail that is sent next; from then on it is this job's. */
export async function takeNext(turn: Turn): Promise<Next> {
  const { tx, scope, mailbox, jobId, at, windowMs } = turn
  await releaseForsakenMails(tx, scope, { mailbox, jobId, at })
  const since = new Date(at.getTime() - windowMs)
  const choice = chooseNext(await readMailboxLoad(tx, scope, { mailbox, at, since }), { at, windowMs })
  if (choice.kind !== 'send' && choice.kind !== 'gather') return choice
  const id = choice.kind === 'send' ? choice.id : await gather(turn)
  const until = new Date(at.getTime() + SEND_WITHIN_MS + GRACE_MS)
  const mail = await takeMail(tx, scope, { id, jobId, until })
  if (mail === undefined) throw new Error('a mail of a locked mailbox was taken by somebody else')
  return { kind: 'mail', mail }
}

/** The id of a new mail that stands for all that wait. */
async function gather({ tx, scope, mailbox, at }: Turn): Promise<string> {
  const id = newId()
  const total = await gatherMails(tx, scope, { mailbox, at, digestId: id })
  const lines = await listGathered(tx, scope, { digestId: id, limit: LINES })
  const newest = lines.at(-1)
  if (newest === undefined) throw new Error('nothing was gathered for a digest')
  const { language, recipient } = newest
  const digest = {
    id,
    key: `digest:${id}`,
    kind: 'digest',
    recipient,
    mailbox,
    language,
    ...writeDigest({ language, lines, total }),
    summary: null,
    digestOver: null,
    digestable: false,
    attachment: null,
    status: 'waiting' as const,
    attempts: 0,
    nextAttemptAt: at,
    sendingBy: null,
    sendingUntil: null,
    createdAt: at,
  }
  await insertMails(tx, scope, [digest])
  return id
}
