// Promises: a mail exists if and only if the transaction that enqueued it committed; each key is sent once, in the order of its mailbox,
// and tried until the mail server takes or refuses it. Never: holds up whoever enqueues, or shows what SMTP_URL holds.
export { createMail } from './create-mail.ts'
export { enqueueMails } from './enqueue-mails.ts'
export { isMailAddress, mailboxOf } from './mail-address.ts'
export { mailPage } from './mail-page.ts'
export { verifyMailServer } from './mail-server.ts'
export type { MailAttachment, MailLanguage, NewMail } from './new-mail.ts'
export { countWaitingMails } from './outbox.store.ts'
export { senderOf } from './sender.ts'
