import type { Clock } from '../../shared/clock.ts'
import { newId } from '../../shared/ids.ts'
import { plainLine } from '../../shared/plain-line.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import { enqueueJobs } from '../jobs/index.ts'
import { sendMails } from './jobs.ts'
import { isMailAddress, mailboxOf } from './mail-address.ts'
import type { NewMail } from './new-mail.ts'
import { insertMails, type OutboxRow } from './outbox.store.ts'

const LONGEST_LINE = 200

interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
}

/** Into the outbox, in the caller's transaction: they are sent if and only if it commits, each key once for ever. */
export async function enqueueMails(
  { clock }: { readonly clock: Clock },
  { tx, scope }: Place,
  mails: readonly NewMail[],
): Promise<void> {
  if (mails.length === 0) return
  const at = clock.now()
  const mailboxes = await insertMails(
    tx,
    scope,
    mails.map((mail) => rowOf(mail, at)),
  )
  // Each transaction makes a job of its own: one that joined an older job might be committed after that has looked.
  const jobs = [...new Set(mailboxes)].map((mailbox) => ({ definition: sendMails, payload: { mailbox } }))
  await enqueueJobs(tx, scope, jobs)
}

function rowOf(mail: NewMail, at: Date): OutboxRow {
  const { key, kind, to, language, text, html, attachment, digest } = mail
  if (!isMailAddress(to)) throw new Error(`a ${kind} mail has no address that mail can be sent to`)
  return {
    id: newId(),
    key,
    kind,
    recipient: to,
    mailbox: mailboxOf(to),
    language,
    subject: plainLine(mail.subject, LONGEST_LINE),
    summary: digest && plainLine(digest.summary, LONGEST_LINE),
    digestOver: digest && digest.over,
    digestable: digest !== null,
    text,
    html,
    attachment,
    status: 'waiting',
    attempts: 0,
    nextAttemptAt: at,
    sendingBy: null,
    sendingUntil: null,
    createdAt: at,
  }
}
