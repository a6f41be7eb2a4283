import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../../../platform/http/index.ts'

const closed = { additionalProperties: false } as const
const NO_NUL = '^[^\\u0000]*$'
const ID = '^[\\w-]{1,64}$'
const text = (description: string, maxLength: number) =>
  Type.String({ description, minLength: 1, maxLength, pattern: NO_NUL })

const PushedFile = Type.Object(
  {
    name: text('file name', 255),
    mimeType: Type.Optional(
      Type.String({ description: 'media type', pattern: '^[\\w.+-]{1,60}/[\\w.+-]{1,60}$' }),
    ),
    contentBase64: Type.String({
      description: 'the bytes in Base64, at most 5 MB of them',
      minLength: 1,
      maxLength: 7_000_000,
    }),
  },
  closed,
)

export const PushedTask = Type.Object(
  {
    internalId: text('your own id of it: the same id in the same list is the same task', 200),
    title: text('name of the task', 10_000),
    description: Type.Optional(Type.String({ description: 'Markdown', maxLength: 500_000, pattern: NO_NUL })),
    priority: Type.Optional(
      Type.Integer({ description: '1 urgent, 2 high, 3 normal, 4 low', minimum: 1, maximum: 4 }),
    ),
    tags: Type.Optional(
      Type.Array(text('a tag', 100), { description: 'the tags that it is to have from you', maxItems: 50 }),
    ),
    status: Type.Optional(text('a status of the list; an unknown one: the first of the list', 200)),
    dueDate: Type.Optional(
      Type.String({
        description: 'a day (2026-12-24) or an instant with its offset',
        pattern: '^\\d{4}-\\d{2}-\\d{2}(T[\\d:.]+(Z|[+-]\\d{2}:\\d{2}))?$',
        maxLength: 40,
      }),
    ),
    assigneeEmails: Type.Optional(
      Type.Array(Type.String({ description: 'an address', minLength: 3, maxLength: 320, pattern: NO_NUL }), {
        description: 'who is to be assigned by you; left out: the default of the settings, for a new task',
        maxItems: 20,
      }),
    ),
    customFields: Type.Optional(
      Type.Record(Type.String({ maxLength: 200 }), Type.Unknown(), {
        description:
          'values by name or id of the field; options by their names, days as 2026-12-24, null clears',
        maxProperties: 100,
      }),
    ),
    attachments: Type.Optional(
      Type.Array(PushedFile, { description: 'files; the same bytes are attached once', maxItems: 10 }),
    ),
    listId: Type.Optional(Type.String({ description: "ClickUp's id of the list", pattern: ID })),
    announce: Type.Optional(
      Type.Boolean({ description: 'whether Slack is told; left out: as the settings say' }),
    ),
  },
  closed,
)
export type PushedTask = Static<typeof PushedTask>

export const MOST_TASKS = 500

export const PushedTasks = Type.Array(PushedTask, {
  description: 'many at once, each internal id once',
  minItems: 1,
  maxItems: MOST_TASKS,
})

export const UpsertBody = Type.Union([PushedTask, PushedTasks])
export type UpsertBody = Static<typeof UpsertBody>

const outcome = Type.Enum(['created', 'updated', 'unchanged', 'unknown', 'pending', 'failed'], {
  description:
    'unknown: ClickUp may have it, and it is looked for; pending: it is kept here and will be done; failed: error says why, push it again',
})

export const UpsertResult = Type.Object({
  outcome,
  id: Type.String({ description: 'of the entry in the ledger' }),
  internalId: Type.String({ description: 'yours' }),
  taskId: nullable(Type.String({ description: "ClickUp's id" })),
  url: nullable(Type.String({ description: 'where people see the task' })),
  notes: Type.Array(Type.String(), { description: 'what could not be taken as it was pushed' }),
  error: nullable(Type.String({ description: 'what went wrong, and what to do' })),
})
export type UpsertResult = Static<typeof UpsertResult>

export const UpsertAnswer = Type.Union([
  UpsertResult,
  Type.Array(UpsertResult, { description: 'in the order of the request' }),
])

export const LedgerQuery = Type.Object(
  {
    internalId: Type.Optional(text('only this one', 200)),
    listId: Type.Optional(Type.String({ description: 'only of this list', pattern: ID })),
    status: Type.Optional(
      Type.Enum(['waiting', 'done', 'failed', 'claimed', 'unclaimed'], { description: 'only those' }),
    ),
    search: Type.Optional(text('part of the internal id or the title', 200)),
    ...listParameters,
  },
  closed,
)
export type LedgerQuery = Static<typeof LedgerQuery>

export const LedgerParams = Type.Object({ id: Type.String({ description: 'of the entry', maxLength: 100 }) })

const claimant = Type.Object(
  {
    slackUserId: Type.String({ description: 'in Slack' }),
    name: Type.String({ description: 'as Slack names them' }),
    clickupUserId: Type.String({ description: 'in ClickUp' }),
  },
  { description: 'who is at the task' },
)

export const LedgerEntry = Type.Object({
  id: Type.String({ description: 'of the entry' }),
  internalId: Type.String({ description: 'of whoever pushed it' }),
  listId: Type.String({ description: 'the ClickUp list' }),
  title: Type.String({ description: 'as it was pushed last' }),
  priority: nullable(Type.Integer({ description: '1 urgent to 4 low' })),
  tags: Type.Array(Type.String(), { description: 'as they were pushed last' }),
  status: Type.Enum(['waiting', 'done', 'failed'], {
    description: 'whether ClickUp has what was pushed last',
  }),
  outcome: nullable(Type.Enum(['created', 'updated', 'recreated'], { description: 'of the last change' })),
  isUnknown: Type.Boolean({
    description: 'a task may have been made whose answer was lost; it is looked for',
  }),
  isGone: Type.Boolean({ description: 'it was deleted in ClickUp; the next push makes it again' }),
  notes: Type.Array(Type.String(), { description: 'what could not be taken as it was pushed' }),
  error: nullable(Type.String({ description: 'what went wrong, and what to do' })),
  taskId: nullable(Type.String({ description: "ClickUp's id" })),
  url: nullable(Type.String({ description: 'where people see the task' })),
  claimedBy: nullable(claimant),
  claimedAt: nullable(instant('when ClickUp confirmed it')),
  message: nullable(
    Type.Object(
      {
        status: Type.Enum(['waiting', 'sending', 'sent', 'unknown', 'failed'], {
          description: 'unknown: it may be there and cannot be found; it is not posted again by itself',
        }),
        channel: nullable(Type.String({ description: 'where it is' })),
        error: nullable(Type.String({ description: 'what went wrong, and what to do' })),
      },
      { description: 'the message in Slack; null: none is wanted' },
    ),
  ),
  pushedAt: instant('when it was pushed last'),
  createdAt: instant('when it was pushed first'),
})
export type LedgerEntry = Static<typeof LedgerEntry>

export const LedgerDetail = Type.Object({
  ...LedgerEntry.properties,
  description: nullable(Type.String({ description: 'Markdown, as it was pushed last' })),
  events: Type.Array(
    Type.Object({
      id: Type.String({ description: 'of the event' }),
      kind: Type.String({ description: 'what happened' }),
      detail: nullable(Type.String({ description: 'in words' })),
      actor: Type.Object(
        {
          type: Type.String({ description: 'user, key, system or slack' }),
          id: Type.String({ description: 'who' }),
        },
        { description: 'who did it' },
      ),
      at: instant('when'),
    }),
    { description: 'what happened, newest first' },
  ),
})
export type LedgerDetail = Static<typeof LedgerDetail>
