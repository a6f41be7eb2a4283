import type { ListedMailView, MailView } from './mail.schemas.ts'
import type { ListedMail, StoredMail } from './outbox.store.ts'

export function listedMailView(mail: ListedMail): ListedMailView {
  const { id, kind, recipient, subject, attempts, lastError, digestId, createdAt, sentAt } = mail
  const isOver = mail.status === 'sent' || mail.status === 'failed'
  return {
    id,
    kind,
    to: recipient,
    subject,
    status: statusOf(mail.status),
    attempts,
    lastError,
    nextAttemptAt: isOver ? null : mail.nextAttemptAt.toISOString(),
    digestId,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }
}

export function mailView(mail: StoredMail): MailView {
  const { text, html, attachment } = mail
  return {
    ...listedMailView(mail),
    text,
    html,
    attachment: attachment && { name: attachment.name, contentType: attachment.contentType },
  }
}

function statusOf(status: ListedMail['status']): ListedMailView['status'] {
  return status === 'sent' || status === 'failed' ? status : 'waiting'
}
