import { Type, type Static } from 'typebox'
import { instant, listOf, listParameters, nullable } from '../http/index.ts'

const MailStatus = Type.Enum(['waiting', 'sent', 'failed'], {
  description: 'waiting: also while it is sent, between attempts, and in a digest that waits',
})

const listed = {
  id: Type.String({ description: 'sortable by time of making; part of the Message-ID' }),
  kind: Type.String({ description: 'what it tells of; digest: it stands for others' }),
  to: Type.String({ description: 'where it goes' }),
  subject: Type.String({ description: 'its subject' }),
  status: MailStatus,
  attempts: Type.Integer({ description: 'how often it was handed to the mail server' }),
  lastError: nullable(Type.String({ description: 'what the mail server said last' })),
  nextAttemptAt: nullable(instant('not before; null when it waits no more')),
  digestId: nullable(Type.String({ description: 'the digest that stands for it' })),
  createdAt: instant('when it was put into the outbox'),
  sentAt: nullable(instant('when the mail server took it')),
}

export const ListedMailView = Type.Object(listed)
export type ListedMailView = Static<typeof ListedMailView>

export const OutboxView = Type.Object({
  ...listOf(ListedMailView).properties,
  sends: Type.Boolean({
    description: 'whether the server has a mail server; without one no mail is written',
  }),
})

export const MailView = Type.Object({
  ...listed,
  text: Type.String({ description: 'as plain text; empty when it was forgotten' }),
  html: Type.String({ description: 'as a page; show it in a sandboxed frame' }),
  attachment: nullable(
    Type.Object(
      {
        name: Type.String({ description: "the file's name" }),
        contentType: Type.String({ description: 'what kind of file it is' }),
      },
      { description: 'the file that goes with it' },
    ),
  ),
})
export type MailView = Static<typeof MailView>

export const OutboxQuery = Type.Object(
  { ...listParameters, status: Type.Optional(MailStatus) },
  { additionalProperties: false },
)
export type OutboxQuery = Static<typeof OutboxQuery>

export const MailParams = Type.Object({
  id: Type.String({ description: "the mail's id", maxLength: 200, pattern: '^[^\\u0000]*$' }),
})
