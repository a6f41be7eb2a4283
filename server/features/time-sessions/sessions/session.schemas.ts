import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../../../platform/http/index.ts'
import { moment, word } from '../filter.schemas.ts'

const named = (what: string) =>
  nullable(
    Type.Object(
      {
        id: Type.String({ description: `the ${what}'s id in Clockify` }),
        name: nullable(Type.String({ description: `the ${what}'s name` })),
      },
      { description: `its ${what}` },
    ),
  )

const STATUSES = ['open', 'closed', 'under-review', 'approved', 'rejected', 'deleted'] as const

export const SessionView = Type.Object({
  id: Type.String({ description: "the session's id" }),
  externalId: nullable(Type.String({ description: "Clockify's time entry; null: added here by hand" })),
  description: Type.String({ description: 'what was worked on' }),
  person: Type.Object(
    {
      id: Type.String({ description: "the person's id" }),
      externalId: nullable(Type.String({ description: "Clockify's user" })),
      name: Type.String({ description: "the person's name" }),
      email: nullable(Type.String({ description: 'where mails go' })),
    },
    { description: 'who worked' },
  ),
  project: named('project'),
  task: named('task'),
  billable: Type.Boolean({ description: 'whether it can be charged' }),
  startedAt: instant('when it began'),
  endedAt: nullable(instant('when it ended; null while it runs')),
  durationSeconds: nullable(
    Type.Integer({ description: 'from start to end; negative if the end is before it' }),
  ),
  timeZone: nullable(Type.String({ description: 'IANA name of the zone it was worked in' })),
  running: Type.Boolean({ description: 'whether it runs' }),
  overtime: Type.Boolean({ description: 'whether it ran over the limit' }),
  status: Type.Enum([...STATUSES], {
    description: 'open: it runs; under-review: it was edited after its end and nobody has decided since',
  }),
  flags: Type.Array(
    Type.Enum(['ends-before-start', 'zero-length', 'overlaps'], { description: 'one of them' }),
    { description: 'what looks wrong: overlaps means another session of the person at the same time' },
  ),
  edits: Type.Integer({ description: 'how many different states edits have left' }),
  note: nullable(Type.String({ description: "the coordinator's" })),
  approvedStartedAt: nullable(instant('its start when it was approved')),
  approvedEndedAt: nullable(instant('its end when it was approved')),
})
export type SessionView = Static<typeof SessionView>

const DAY = '^\\d{4}-\\d{2}-\\d{2}$'
export const SessionQuery = Type.Object(
  {
    personId: word("the person's id"),
    email: word("the person's e-mail address, in any case"),
    projectName: word("the project's name, in any case"),
    taskName: word("the task's name, in any case"),
    from: moment('began at this moment or later; a day is its beginning, UTC'),
    to: moment('began before this moment; a day is its beginning, UTC'),
    date: Type.Optional(
      Type.String({
        description: 'began on this day, as it was in the zone of the session',
        pattern: DAY,
        format: 'date',
      }),
    ),
    status: Type.Optional(Type.Enum([...STATUSES], { description: 'only this status' })),
    overtime: Type.Optional(Type.Boolean({ description: 'only with or without overtime' })),
    running: Type.Optional(Type.Boolean({ description: 'only those that run, or do not' })),
    externalId: word("only Clockify's time entry"),
    ...listParameters,
  },
  { additionalProperties: false },
)
export type SessionQuery = Static<typeof SessionQuery>

export const SessionParams = Type.Object({
  id: Type.String({ description: "the session's id", maxLength: 200, pattern: '^[^\\u0000]*$' }),
})

export const DecisionBody = Type.Object(
  {
    approved: Type.Boolean({ description: 'false rejects' }),
    note: Type.Optional(
      Type.String({ description: 'why; shown with the session', maxLength: 5_000, pattern: '^[^\\u0000]*$' }),
    ),
  },
  { additionalProperties: false },
)

const text = (description: string, maxLength: number) =>
  Type.String({ description, maxLength, pattern: '^[^\\u0000]*$' })
const reference = (what: string) =>
  nullable(
    Type.Object(
      {
        id: text(`the ${what}'s id in Clockify`, 200),
        name: Type.Optional(nullable(text(`the ${what}'s name`, 500))),
      },
      { additionalProperties: false, description: `its ${what}; null: none` },
    ),
  )
const closed = { additionalProperties: false } as const

const editable = {
  description: text('what was worked on', 20_000),
  project: reference('project'),
  task: reference('task'),
  billable: Type.Boolean({ description: 'whether it can be charged' }),
  startedAt: instant('when it began'),
  endedAt: nullable(instant('when it ended; null while it runs')),
  timeZone: nullable(Type.String({ description: 'IANA name of the zone it was worked in', maxLength: 64 })),
  note: nullable(text('for whoever reads it', 5_000)),
}

/** What is left out stays. */
export const SessionEdit = Type.Partial(Type.Object(editable), closed)
export type SessionEdit = Static<typeof SessionEdit>

export const NewSession = Type.Object(
  {
    ...SessionEdit.properties,
    startedAt: editable.startedAt,
    externalId: Type.Optional(
      nullable(
        Type.String({
          description: "Clockify's time entry",
          minLength: 1,
          maxLength: 200,
          pattern: '^[^\\u0000]*$',
        }),
      ),
    ),
    person: Type.Optional(
      Type.Object(
        {
          id: Type.Optional(text("the person's id", 200)),
          externalId: Type.Optional(text("Clockify's user", 200)),
          email: Type.Optional(
            Type.String({ description: 'e-mail address, in any case', format: 'email', maxLength: 254 }),
          ),
          name: Type.Optional(
            text('of somebody new, whom an admin adds together with their first session', 200),
          ),
        },
        { ...closed, minProperties: 1, description: 'who worked, by id or address; left out: you' },
      ),
    ),
  },
  closed,
)
export type NewSession = Static<typeof NewSession>

/** Where a page ends: the start of its last session, and its id. */
export const SessionPosition = Type.Tuple([
  Type.String({ format: 'date-time' }),
  Type.String({ pattern: '^[^\\u0000]*$' }),
])
export type SessionPosition = Static<typeof SessionPosition>
