import { sql } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { MailLanguage } from './new-mail.ts'
import { MAIL_COLUMNS, stored, type StoredMail } from './outbox.store.ts'

/** Whoever looks at a mailbox until its transaction ends looks alone. */
export async function lockMailbox(db: Db, scope: WorkspaceScope, mailbox: string): Promise<void> {
  const name = `${scope.workspaceId} ${mailbox}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db)
}

interface Watch {
  readonly mailbox: string
  readonly jobId: string
  readonly at: Date
}

/** Mails whose sender died: this job in an earlier attempt, or one that cannot be at it any more. They wait again. */
export async function releaseForsakenMails(
  db: Db,
  scope: WorkspaceScope,
  { mailbox, jobId, at }: Watch,
): Promise<void> {
  await db
    .updateTable('outboxMails')
    .set({ status: 'waiting', sendingBy: null, sendingUntil: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('mailbox', '=', mailbox)
    .where('status', '=', 'sending')
    .where((or) => or.or([or('sendingBy', '=', jobId), or('sendingUntil', '<', at)]))
    .execute()
}

/** What waits for a mailbox, and what it got of late. Counts end at a thousand. */
export interface MailboxLoad {
  /** Until when another job sends to it at most; null: none does. */
  readonly busyUntil: Date | null
  /** The oldest mail that is due and is sent by itself in any case. */
  readonly plainId: string | null
  /** The next time that such a mail is due. */
  readonly plainLaterAt: Date | null
  readonly digestableId: string | null
  readonly digestOver: number | null
  readonly digestables: number
  readonly digestableLaterAt: Date | null
  readonly sentLately: number
  readonly firstSentAt: Date | null
  readonly digestSentAt: Date | null
}

export async function readMailboxLoad(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { mailbox, at, since }: { readonly mailbox: string; readonly at: Date; readonly since: Date },
): Promise<MailboxLoad> {
  const ours = sql`workspace_id = ${workspaceId} and mailbox = ${mailbox}`
  const waiting = sql`${ours} and status = 'waiting'`
  const sent = sql`${ours} and status = 'sent' and digest_id is null and sent_at > ${since}`
  const result = await sql<MailboxLoad>`
    select load.*, first.digest_over,
      case when load.digestable_id is null then
        (select min(next_attempt_at) from outbox_mails where ${waiting} and digestable and next_attempt_at > ${at})
      end as digestable_later_at
    from (select
      (select max(sending_until) from outbox_mails where ${ours} and status = 'sending') as busy_until,
      (select id from outbox_mails where ${waiting} and not digestable and next_attempt_at <= ${at}
        order by id limit 1) as plain_id,
      (select min(next_attempt_at) from outbox_mails where ${waiting} and not digestable
        and next_attempt_at > ${at}) as plain_later_at,
      (select id from outbox_mails where ${waiting} and digestable and next_attempt_at <= ${at}
        order by id limit 1) as digestable_id,
      (select count(*)::float8 from (select from outbox_mails where ${waiting} and digestable
        and next_attempt_at <= ${at} limit 1001) few) as digestables,
      (select count(*)::float8 from (select from outbox_mails where ${sent} and digestable limit 1001) few) as sent_lately,
      (select min(sent_at) from outbox_mails where ${sent} and digestable) as first_sent_at,
      (select max(sent_at) from outbox_mails where ${sent} and kind = 'digest') as digest_sent_at
    ) load
    left join outbox_mails first on first.workspace_id = ${workspaceId} and first.id = load.digestable_id`.execute(
    db,
  )
  const [load] = result.rows
  if (load === undefined) throw new Error('a mailbox has no load')
  return load
}

/** One attempt more; undefined when it does not wait any more. */
export async function takeMail(
  db: Db,
  scope: WorkspaceScope,
  claim: { readonly id: string; readonly jobId: string; readonly until: Date },
): Promise<StoredMail | undefined> {
  const row = await db
    .updateTable('outboxMails')
    .set({
      status: 'sending',
      sendingBy: claim.jobId,
      sendingUntil: claim.until,
      attempts: sql<number>`attempts + 1`,
    })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', claim.id)
    .where('status', '=', 'waiting')
    .returning(MAIL_COLUMNS)
    .executeTakeFirst()
  return row && stored(row)
}

/** All that is due and may be gathered; how many. */
export async function gatherMails(
  db: Db,
  scope: WorkspaceScope,
  { mailbox, at, digestId }: { readonly mailbox: string; readonly at: Date; readonly digestId: string },
): Promise<number> {
  const result = await db
    .updateTable('outboxMails')
    .set({ status: 'gathered', digestId })
    .where('workspaceId', '=', scope.workspaceId)
    .where('mailbox', '=', mailbox)
    .where('status', '=', 'waiting')
    .where('digestable', '=', true)
    .where('nextAttemptAt', '<=', at)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export interface GatheredMail {
  readonly summary: string | null
  readonly recipient: string
  readonly language: MailLanguage
}

/** In their order. */
export async function listGathered(
  db: Db,
  scope: WorkspaceScope,
  { digestId, limit }: { readonly digestId: string; readonly limit: number },
): Promise<GatheredMail[]> {
  return db
    .selectFrom('outboxMails')
    .select(['summary', 'recipient', 'language'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('digestId', '=', digestId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export interface MailEnd {
  readonly id: string
  readonly jobId: string
  readonly status: 'waiting' | 'sent' | 'failed'
  readonly nextAttemptAt: Date
  readonly lastError: string | null
  readonly sentAt: Date | null
}

/** What became of an attempt; false when the mail is not this job's any more. */
export async function settleMail(
  db: Db,
  scope: WorkspaceScope,
  { id, jobId, ...end }: MailEnd,
): Promise<boolean> {
  const row = await db
    .updateTable('outboxMails')
    .set({ ...end, sendingBy: null, sendingUntil: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('sendingBy', '=', jobId)
    .where('status', '=', 'sending')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The mails that a digest stands for end with it. */
export async function settleGathered(
  db: Db,
  scope: WorkspaceScope,
  { digestId, ...end }: { readonly digestId: string } & Pick<MailEnd, 'status' | 'lastError' | 'sentAt'>,
): Promise<void> {
  await db
    .updateTable('outboxMails')
    .set(end)
    .where('workspaceId', '=', scope.workspaceId)
    .where('digestId', '=', digestId)
    .where('status', '=', 'gathered')
    .execute()
}

/** Mailboxes with a mail that should have been sent by then. */
export async function listLateMailboxes(
  db: Db,
  scope: WorkspaceScope,
  { dueBefore, limit }: { readonly dueBefore: Date; readonly limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('outboxMails')
    .select('mailbox')
    .distinct()
    .where('workspaceId', '=', scope.workspaceId)
    .where((or) =>
      or.or([
        or.and([or('status', '=', 'waiting'), or('nextAttemptAt', '<', dueBefore)]),
        or.and([or('status', '=', 'sending'), or('sendingUntil', '<', dueBefore)]),
      ]),
    )
    .limit(limit)
    .execute()
  return rows.map(({ mailbox }) => mailbox)
}
