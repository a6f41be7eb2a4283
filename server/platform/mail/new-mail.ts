export type MailLanguage = 'en' | 'es' | 'ru'

export interface MailAttachment {
  /** Of platform/files; opened when the mail is sent. */
  readonly fileId: string
  readonly name: string
  readonly contentType: string
}

export interface NewMail {
  /** A second mail of the workspace with this key is never made. */
  readonly key: string
  /** What it tells of, such as `session.closed`. */
  readonly kind: string
  readonly to: string
  /** Of whoever reads it. */
  readonly language: MailLanguage
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachment: MailAttachment | null
  /** How it may be gathered with others; null: it is always sent by itself. */
  readonly digest: {
    /** When more than so many wait for the mailbox, they are sent as one. */
    readonly over: number
    /** The mail in one line. */
    readonly summary: string
  } | null
}
