import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { OutboxMailsTable } from '../../storage/tables/outbox-mails.ts'
import type { MailAttachment } from './new-mail.ts'

type Columns = Selectable<OutboxMailsTable>

/** As a mail is stored first. */
export type OutboxRow = Omit<Columns, 'workspaceId' | 'attachment' | 'digestId' | 'lastError' | 'sentAt'> & {
  readonly attachment: MailAttachment | null
}

/** Those whose key is new; their mailboxes. */
export async function insertMails(
  db: Db,
  scope: WorkspaceScope,
  mails: readonly OutboxRow[],
): Promise<string[]> {
  const result = await sql<{ mailbox: string }>`
    insert into outbox_mails (workspace_id, id, key, kind, recipient, mailbox, language, subject, summary, digest_over,
      digestable, text, html, attachment, status, attempts, next_attempt_at, sending_by, sending_until, created_at)
    select ${scope.workspaceId}, id, key, kind, recipient, mailbox, language, subject, summary, "digestOver",
      digestable, text, html, attachment, status, attempts, "nextAttemptAt", "sendingBy", "sendingUntil", "createdAt"
    from json_to_recordset(${JSON.stringify(mails)}::json) as mail (
      id text, key text, kind text, recipient text, mailbox text, language text, subject text, summary text,
      "digestOver" integer, digestable boolean, text text, html text, attachment json, status text, attempts integer,
      "nextAttemptAt" timestamptz, "sendingBy" text, "sendingUntil" timestamptz, "createdAt" timestamptz)
    on conflict do nothing
    returning mailbox`.execute(db)
  return result.rows.map(({ mailbox }) => mailbox)
}

const LISTED = [
  'id',
  'kind',
  'recipient',
  'subject',
  'status',
  'attempts',
  'nextAttemptAt',
  'lastError',
  'digestId',
  'createdAt',
  'sentAt',
] as const
const WHOLE = [...LISTED, 'language', 'text', 'html', 'attachment'] as const

export type ListedMail = Pick<Columns, (typeof LISTED)[number]>
export type StoredMail = Pick<Columns, Exclude<(typeof WHOLE)[number], 'attachment'>> & {
  readonly attachment: MailAttachment | null
}

/** Newest first; `before` is the id of the last one seen. */
export async function listMails(
  db: Db,
  scope: WorkspaceScope,
  page: {
    readonly statuses: readonly Columns['status'][] | undefined
    readonly before: string | undefined
    readonly limit: number
  },
): Promise<ListedMail[]> {
  let query = db.selectFrom('outboxMails').select(LISTED).where('workspaceId', '=', scope.workspaceId)
  if (page.statuses !== undefined) query = query.where('status', 'in', page.statuses)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}

export async function findMail(db: Db, scope: WorkspaceScope, id: string): Promise<StoredMail | undefined> {
  const row = await db
    .selectFrom('outboxMails')
    .select(WHOLE)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && stored(row)
}

/** Begins anew by itself, also one that was part of a digest; undefined when it is not failed. */
export async function reviveMail(
  db: Db,
  scope: WorkspaceScope,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<string | undefined> {
  const row = await db
    .updateTable('outboxMails')
    .set({ status: 'waiting', attempts: 0, nextAttemptAt: at, digestId: null, digestable: false })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .returning('mailbox')
    .executeTakeFirst()
  return row?.mailbox
}

/** The mails that a digest was to stand for, when it begins anew. */
export async function regatherMails(db: Db, scope: WorkspaceScope, digestId: string): Promise<void> {
  await db
    .updateTable('outboxMails')
    .set({ status: 'gathered', lastError: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('digestId', '=', digestId)
    .where('status', '=', 'failed')
    .execute()
}

/** What old mails said; that they were sent stays. How many were emptied. */
export async function emptyMails(
  db: Db,
  scope: WorkspaceScope,
  { createdBefore, limit }: { readonly createdBefore: Date; readonly limit: number },
): Promise<number> {
  const rows = await db
    .updateTable('outboxMails')
    .set({ text: '', html: '', summary: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('outboxMails')
        .select('id')
        .where('workspaceId', '=', scope.workspaceId)
        .where('status', 'in', ['sent', 'failed'])
        .where('createdAt', '<', createdBefore)
        .where('text', '<>', '')
        .limit(limit),
    )
    .returning('id')
    .execute()
  return rows.length
}

/** Over all workspaces; a digest's mails count as one. Only under asSystem. */
export async function countWaitingMails(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('outboxMails')
    .select(sql<number>`count(*)::float8`.as('count'))
    .where('status', 'in', ['waiting', 'sending'])
    .executeTakeFirstOrThrow()
  return count
}

/** Only what a NewMail gave was ever stored. */
export function stored(row: Pick<Columns, (typeof WHOLE)[number]>): StoredMail {
  return { ...row, attachment: row.attachment as MailAttachment | null }
}

export { WHOLE as MAIL_COLUMNS }
