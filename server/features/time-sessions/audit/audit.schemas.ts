import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../../../platform/http/index.ts'
import { moment, word } from '../filter.schemas.ts'

export const AuditEntryView = Type.Object({
  id: Type.String({ description: "the entry's id" }),
  seq: Type.Integer({ description: 'its place in the chain, from 1, without gaps' }),
  at: instant('when it was written'),
  actor: Type.Object(
    {
      type: Type.String({ description: 'user, api-key, system; unknown where Clockify does not say who' }),
      id: nullable(Type.String({ description: 'whose' })),
    },
    { description: 'who did it' },
  ),
  action: Type.String({ description: 'session.opened, session.edited ...' }),
  sessionId: nullable(Type.String({ description: 'which session' })),
  eventId: nullable(Type.String({ description: 'the webhook event that caused it' })),
  changes: Type.Array(
    Type.Object({
      field: Type.String({ description: 'of the session' }),
      before: Type.Unknown({ description: 'null: there was nothing' }),
      after: Type.Unknown({ description: 'since then' }),
    }),
    { description: 'field by field' },
  ),
  note: nullable(Type.String({ description: 'in words' })),
  hash: Type.String({ description: 'SHA-256 over this entry and the hash before it, hexadecimal' }),
  previousHash: Type.String({ description: 'of the entry before it' }),
})
export type AuditEntryView = Static<typeof AuditEntryView>

export const AuditQuery = Type.Object(
  {
    sessionId: word('of this session'),
    email: word('of sessions of the person with this e-mail address, in any case'),
    projectName: word('of sessions that are now in the project of this name, in any case'),
    from: moment('written at this moment or later; a day is its beginning, UTC'),
    to: moment('written before this moment; a day is its beginning, UTC'),
    ...listParameters,
  },
  { additionalProperties: false },
)
export type AuditQuery = Static<typeof AuditQuery>

export const NewNote = Type.Object(
  {
    sessionId: Type.Optional(
      Type.String({ description: 'what it is about', maxLength: 200, pattern: '^[^\\u0000]*$' }),
    ),
    note: Type.String({
      description: 'what is to be on record; it stays for good',
      minLength: 1,
      maxLength: 5_000,
      pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$',
    }),
  },
  { additionalProperties: false },
)

export const AuditPosition = Type.Tuple([Type.Integer({ minimum: 1 })])

export const AuditVerdictView = Type.Object({
  ok: Type.Boolean({ description: 'every entry follows from the one before it' }),
  entries: Type.Integer({ description: 'how many do' }),
  firstBadSeq: nullable(Type.Integer({ description: 'the first that does not' })),
})
