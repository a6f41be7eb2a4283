import { Type, type Static } from 'typebox'
import { instant, listOf, listParameters, nullable } from '../../../platform/http/index.ts'

const closed = { additionalProperties: false } as const
const NO_NUL = '^[^\\u0000]*$'
export const REPLY_EVENTS = ['task-created', 'comment'] as const
export type ReplyEvent = (typeof REPLY_EVENTS)[number]
const term = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: 500, pattern: NO_NUL })

export const ReplyRule = Type.Object(
  {
    id: Type.String({
      description: 'chosen by whoever makes the rule; what was answered stays with it',
      pattern: '^[\\w-]{1,64}$',
    }),
    name: Type.String({ description: 'for people', maxLength: 200, pattern: NO_NUL, default: '' }),
    enabled: Type.Boolean({ description: 'whether it answers', default: true }),
    events: Type.Array(Type.Enum([...REPLY_EVENTS], { description: 'task-created or comment' }), {
      description: 'what it answers: new tasks by name and description, and comments by their text',
      minItems: 1,
      maxItems: 2,
      default: ['comment'],
    }),
    match: Type.Enum(['contains', 'word', 'exact', 'regex'], {
      description:
        'contains: anywhere, also within words; word: as a whole word; exact: the whole text; regex: patterns of RE2',
    }),
    keywords: Type.Array(term('a text or a pattern'), {
      description: 'one of them is enough',
      minItems: 1,
      maxItems: 50,
    }),
    exclude: Type.Array(term('a text or a pattern'), {
      description:
        'one of them and there is no answer; looked for as keywords are, and by exact rules anywhere',
      maxItems: 50,
      default: [],
    }),
    caseSensitive: Type.Boolean({
      description: 'whether capitals are told from small letters',
      default: false,
    }),
    reply: Type.String({
      description: 'plain text; {task} is the name of the task and {author} who wrote',
      minLength: 1,
      maxLength: 2_000,
      pattern: NO_NUL,
    }),
    replyIn: Type.Enum(['thread', 'comment'], {
      description: 'thread: under the comment; comment: as a comment of its own, as for new tasks always',
      default: 'thread',
    }),
    cooldownMinutes: Type.Integer({
      description: 'minutes after an answer in which the rule is silent in the same task; 0: none',
      minimum: 0,
      maximum: 525_600,
      default: 0,
    }),
    oncePerTask: Type.Boolean({ description: 'whether it answers only once in a task', default: false }),
    priority: Type.Integer({
      description: 'the highest rule that may answer does so; of equal ones the earlier in the list',
      minimum: -1_000,
      maximum: 1_000,
      default: 0,
    }),
  },
  closed,
)
export type ReplyRule = Static<typeof ReplyRule>

const Rules = Type.Array(ReplyRule, { description: 'all rules', maxItems: 100 })

export const ReplyRules = Type.Object({ rules: Rules })
export const ReplyRulesBody = Type.Object({ rules: Rules }, closed)
export type ReplyRulesBody = Static<typeof ReplyRulesBody>

const reason = Type.Enum(
  [
    'answers',
    'disabled',
    'other-event',
    'no-match',
    'excluded',
    'cooling-down',
    'once-per-task',
    'lower-priority',
    'own-text',
  ],
  {
    description:
      'answers, or why it does not: a rule above it does, the connected user wrote it, it has answered before ...',
  },
)
export type RuleReason = Static<typeof reason>

export const DryRunBody = Type.Object(
  {
    rules: Type.Optional(Rules),
    text: Type.Optional(
      Type.String({ description: 'a text to try; or else recent', maxLength: 5_000, pattern: NO_NUL }),
    ),
    event: Type.Enum([...REPLY_EVENTS], { description: 'what the text is', default: 'comment' }),
    recent: Type.Optional(
      Type.Integer({
        description: 'so many of the latest comments and tasks that are kept here; or else text',
        minimum: 1,
        maximum: 200,
      }),
    ),
  },
  closed,
)
export type DryRunBody = Static<typeof DryRunBody>

export const DryRun = Type.Object({
  items: Type.Array(
    Type.Object({
      event: Type.Enum([...REPLY_EVENTS], { description: 'what it is' }),
      taskId: nullable(Type.String({ description: 'the task; null for a text by hand' })),
      commentId: nullable(Type.String({ description: 'the comment; null for others' })),
      author: nullable(Type.String({ description: 'who wrote it, where that is known' })),
      at: nullable(instant('when; null for a text by hand')),
      text: Type.String({ description: 'what the rules looked at' }),
      answer: nullable(
        Type.Object(
          {
            ruleId: Type.String({ description: 'the rule that would answer' }),
            ruleName: Type.String({ description: 'its name' }),
            reply: Type.String({ description: 'what it would say' }),
          },
          { description: 'null: no rule would answer' },
        ),
      ),
      rules: Type.Array(
        Type.Object({
          ruleId: Type.String({ description: 'the rule' }),
          ruleName: Type.String({ description: 'its name' }),
          reason,
        }),
        { description: 'every rule, in the order in which they are asked' },
      ),
    }),
    { description: 'newest first' },
  ),
})
export type DryRun = Static<typeof DryRun>
export type DryRunItem = DryRun['items'][number]

export const ReplyLogEntry = Type.Object({
  id: Type.String({ description: "the entry's id" }),
  at: instant('when the rule matched'),
  event: Type.Enum([...REPLY_EVENTS], { description: 'what was answered' }),
  taskId: Type.String({ description: 'the task' }),
  commentId: nullable(Type.String({ description: 'the comment; null for a new task' })),
  ruleId: nullable(
    Type.String({ description: 'the rule; null: none was asked, because the event came late' }),
  ),
  ruleName: Type.String({ description: 'its name at that time' }),
  text: Type.String({ description: 'the reply' }),
  status: Type.Enum(['sending', 'sent', 'skipped', 'failed', 'unknown'], {
    description: 'unknown: it was sent, its answer was lost, and it is not sent again',
  }),
  error: nullable(Type.String({ description: 'why it was skipped, has failed or is unknown' })),
})
export type ReplyLogEntry = Static<typeof ReplyLogEntry>

export const ReplyLog = listOf(ReplyLogEntry)

export const ReplyLogQuery = Type.Object(listParameters, closed)
export type ReplyLogQuery = Static<typeof ReplyLogQuery>
