import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { isDatabaseAway } from '../../storage/database-away.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import { openFile } from '../files/index.ts'
import { enqueueJob, handleJob, type JobHandler, type JobResult, type JobRun } from '../jobs/index.ts'
import type { Delivery } from './judge-failure.ts'
import { sendMails as definition } from './jobs.ts'
import { lockMailbox, settleGathered, settleMail, type MailEnd } from './mailbox.store.ts'
import type { MailServer, OutgoingMail } from './mail-server.ts'
import type { StoredMail } from './outbox.store.ts'
import { retryDelayMs } from './retry-delay.ts'
import { takeNext, type Next } from './take-next.ts'

export interface SendDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  /** Undefined: there is none, and mails wait. */
  readonly server: MailServer | undefined
  /** Of the sender's address; part of each mail's id. */
  readonly domain: string
  readonly observe?: ((outcome: MailOutcome) => void) | undefined
  readonly windowMs?: number | undefined
  readonly delayMs?: ((attempts: number) => number | undefined) | undefined
}

export type MailOutcome = 'sent' | 'failed' | 'retried'

// The rest of a process's jobs go on while a mail server hangs.
const AT_ONCE = 4
const BUSY_MS = 500
const EARLY_MS = 1_000
const WINDOW_MS = 60_000
const STORE_TRIES = 10
const STORE_PAUSE_MS = 1_000

export function sendMailsHandler(deps: SendDeps): JobHandler {
  let sending = 0
  return handleJob(definition, async (job) => {
    const { server } = deps
    if (server === undefined) return undefined
    if (sending >= AT_ONCE) return { again: new Date(deps.clock.now().getTime() + BUSY_MS) }
    sending += 1
    try {
      return await emptyMailbox({ ...deps, server }, job)
    } finally {
      sending -= 1
    }
  })
}

type Sending = SendDeps & { readonly server: MailServer }
type MailboxJob = Pick<JobRun<{ mailbox: string; lookAt?: string }>, 'jobId' | 'scope' | 'payload' | 'signal'>

/** One after the other: what became of a mail is stored in the transaction that takes the next one. */
async function emptyMailbox(deps: Sending, job: MailboxJob): Promise<JobResult> {
  let end: MailEnd | undefined
  for (;;) {
    const next = await storeAndTake(deps, job, end)
    if (next === 'stopped') return { again: deps.clock.now() }
    if (next.kind === 'later')
      return isTooEarly(job, next.at) ? { again: new Date(next.at.getTime() + EARLY_MS) } : undefined
    if (next.kind === 'nothing') return undefined
    const delivery = await deliver(deps, job, next.mail)
    end = endOf(deps, job, { mail: next.mail, delivery })
  }
}

/** When the database is away for a moment, it is waited for: what is not stored is sent once more. */
async function storeAndTake(
  deps: Sending,
  job: MailboxJob,
  end: MailEnd | undefined,
): Promise<Next | 'stopped'> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await inWorkspace(deps.db, job.scope, (tx) => turn(deps, job, { tx, end }))
    } catch (error) {
      if (end === undefined || tried === STORE_TRIES || !isDatabaseAway(error)) throw error
      await sleep(STORE_PAUSE_MS)
    }
  }
}

async function turn(
  { clock, windowMs = WINDOW_MS }: Sending,
  { jobId, scope, payload: { mailbox }, signal }: MailboxJob,
  { tx, end }: { readonly tx: Tx; readonly end: MailEnd | undefined },
): Promise<Next | 'stopped'> {
  await lockMailbox(tx, scope, mailbox)
  if (end !== undefined) await settle({ tx, scope }, end)
  if (signal.aborted) return 'stopped'
  const next = await takeNext({ tx, scope, mailbox, jobId, windowMs, at: clock.now() })
  if (next.kind === 'later') await lookAgain({ tx, scope }, mailbox, next.at)
  return next
}

interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
}

async function settle({ tx, scope }: Place, end: MailEnd): Promise<void> {
  if (!(await settleMail(tx, scope, end)) || end.status === 'waiting') return
  const { id: digestId, status, lastError, sentAt } = end
  await settleGathered(tx, scope, { digestId, status, lastError, sentAt })
}

/** All who find that there is nothing before then share one job. */
async function lookAgain({ tx, scope }: Place, mailbox: string, runAt: Date): Promise<void> {
  const lookAt = runAt.toISOString()
  const dedupeKey = `${mailbox} ${lookAt}`
  await enqueueJob(tx, scope, { definition, payload: { mailbox, lookAt }, runAt, dedupeKey })
}

/** The database's clock runs ahead of ours: this job is the one that is to look then. */
function isTooEarly({ payload }: MailboxJob, at: Date): boolean {
  return payload.lookAt === at.toISOString()
}

async function deliver(
  { db, server, domain }: Sending,
  job: MailboxJob,
  mail: StoredMail,
): Promise<Delivery> {
  const { recipient: to, subject, text, html, createdAt: date, id } = mail
  const attachment = await openAttachment({ db }, job.scope, mail)
  if (attachment === 'gone') return { kind: 'refused', reason: 'The file that belongs to it is gone.' }
  const outgoing: OutgoingMail = { messageId: `<${id}@${domain}>`, to, subject, text, html, date, attachment }
  const delivery = await server.send(outgoing, job.signal)
  attachment?.content.destroy()
  return delivery
}

async function openAttachment(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  { attachment }: StoredMail,
): Promise<OutgoingMail['attachment'] | 'gone'> {
  if (attachment === null) return null
  const { fileId, name, contentType } = attachment
  try {
    const { content } = await openFile(deps, scope, { id: fileId })
    return { name, contentType, content }
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return 'gone'
    throw error
  }
}

interface Delivered {
  readonly mail: StoredMail
  readonly delivery: Delivery
}

function endOf(
  { clock, log, observe, delayMs = retryDelayMs }: Sending,
  job: MailboxJob,
  { mail, delivery }: Delivered,
): MailEnd {
  const at = clock.now()
  const { id, attempts, kind } = mail
  const told = { id, jobId: job.jobId, nextAttemptAt: at, sentAt: null }
  const fields = { kind, mailId: id, attempt: attempts }
  if (delivery.kind === 'sent') {
    observe?.('sent')
    log.info(fields, 'mail sent')
    return { ...told, status: 'sent', lastError: null, sentAt: at }
  }
  const lastError = delivery.reason
  // It was not refused: this process has stopped.
  if (delivery.kind === 'later' && job.signal.aborted) return { ...told, status: 'waiting', lastError: null }
  const waitMs = delivery.kind === 'later' ? delayMs(attempts) : undefined
  if (waitMs === undefined) {
    observe?.('failed')
    log.warn(fields, 'mail failed')
    return { ...told, status: 'failed', lastError }
  }
  observe?.('retried')
  log.warn(fields, 'mail attempt failed')
  return { ...told, status: 'waiting', nextAttemptAt: new Date(at.getTime() + waitMs), lastError }
}
