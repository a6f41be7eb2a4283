import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

const text = (description: string) => Type.String({ description })
const flag = (description: string, value: boolean) => Type.Boolean({ description, default: value })
const ID = '^[\\w-]{1,64}$'

export const SyncBody = Type.Object(
  {
    pageUrls: Type.Array(
      Type.String({
        description: 'address of a page, in any form that Confluence has',
        minLength: 1,
        maxLength: 2_000,
      }),
      {
        description: 'the pages; an address that leads to none is its own result',
        minItems: 1,
        maxItems: 100,
      },
    ),
    includeDescendants: flag('the pages below them too, however deep', true),
    requestedBy: Type.Optional(
      Type.String({
        description: 'for whom, in the words of the issues',
        maxLength: 200,
        pattern: '^[^\\u0000-\\u001f]*$',
      }),
    ),
    daysToDueDate: Type.Integer({
      description: 'from today, for tasks without a date of their own',
      minimum: 0,
      maximum: 3_650,
      default: 14,
    }),
    dryRun: flag('only shows what would be done; writes nothing anywhere', false),
  },
  { additionalProperties: false },
)
export type SyncBody = Static<typeof SyncBody>

const Ids = (description: string) =>
  Type.Optional(Type.Array(Type.String({ pattern: ID }), { description, minItems: 1, maxItems: 5_000 }))

export const UndoBody = Type.Object(
  {
    dryRun: flag('only shows what would be done; writes nothing anywhere', false),
    pageIds: Ids('only on these pages'),
    taskIds: Ids('only these tasks, by their ids on their pages'),
  },
  { additionalProperties: false },
)

export const RunParams = Type.Object({ id: Type.String({ description: 'id of the run', pattern: ID }) })
export const RunPageParams = Type.Object({
  id: Type.String({ description: 'id of the run', pattern: ID }),
  pageId: Type.String({ description: 'id of the page', pattern: '^\\d{1,20}$' }),
})
export const RunStarted = Type.Object({ runId: text('where to look how far it is') })

export const RunQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ description: 'how many', minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ description: 'the nextCursor of the page before', pattern: ID })),
})

const Status = Type.Enum(['waiting', 'running', 'completed', 'failed', 'cancelled'], {
  description: 'completed: every page and task has its result, whatever it is',
})

const OUTCOMES = [
  'planned',
  'created',
  'linked-again',
  'skipped-empty',
  'skipped-linked',
  'skipped-excluded',
  'skipped-completed',
  'skipped-no-parent',
  'failed',
  'undone',
  'merged',
  'conflict',
] as const

const RunResult = Type.Object({
  pageId: nullable(text('null: the address leads to no page')),
  pageTitle: nullable(text('as it was read')),
  pageUrl: text('of the page, or the address as it was given'),
  taskId: nullable(text('its id on the page; null: this is about the page as a whole')),
  summary: text('the words of the task'),
  taskStatus: nullable(Type.Enum(['complete', 'incomplete'], { description: 'on the page' })),
  assignee: nullable(text('by name, or as the page names the person until that is known')),
  dueDate: nullable(text('of the task itself, YYYY-MM-DD')),
  pageVersionBefore: nullable(Type.Integer({ description: 'the version that was read' })),
  pageVersionAfter: nullable(Type.Integer({ description: 'the version that was written' })),
  issueKey: nullable(text('the task’s issue')),
  issueUrl: nullable(text('where people read it')),
  parentKey: nullable(text('the issue that it belongs to')),
  parentUrl: nullable(text('where people read that')),
  context: text('what the task is about'),
  outcome: Type.Enum([...OUTCOMES], { description: 'what has become of it' }),
  error: nullable(text('why, and what to do')),
  notes: Type.Array(text('in words'), { description: 'what could not be taken as it was wished' }),
})

/** What runs of every kind have. */
export const runFacts = {
  dryRun: Type.Boolean({ description: 'nothing is written' }),
  status: Status,
  error: nullable(text('why the run as a whole has failed')),
  createdAt: Type.String({ format: 'date-time', description: 'when it was asked for' }),
  finishedAt: nullable(Type.String({ format: 'date-time', description: 'when it ended' })),
  pages: Type.Object(
    {
      total: Type.Integer({ description: 'as far as they are known' }),
      finished: Type.Integer({ description: 'at their end' }),
    },
    { description: 'how far it is' },
  ),
}

const facts = {
  id: text('of the run'),
  kind: Type.Enum(['sync', 'undo'], { description: 'what it does' }),
  dryRun: runFacts.dryRun,
  status: runFacts.status,
  undoes: nullable(text('the run that this one takes back')),
  error: runFacts.error,
  createdAt: runFacts.createdAt,
  finishedAt: runFacts.finishedAt,
  pages: runFacts.pages,
}

export const RunLine = Type.Object({
  ...facts,
  firstPage: nullable(text('title of its first page, or the address; null: none is known yet')),
})
export type RunLine = Static<typeof RunLine>

const RequestOfSync = Type.Object(
  {
    pageUrls: Type.Array(text('address of a page'), { description: 'as they were given' }),
    includeDescendants: Type.Boolean({ description: 'the pages below them too' }),
    requestedBy: nullable(text('for whom')),
    daysToDueDate: Type.Integer({ description: 'from the day of the run' }),
  },
  { description: 'what was asked for; null: it takes a run back' },
)

const PartOfUndo = Type.Object(
  {
    pageIds: nullable(Type.Array(text('id of a page'), { description: 'only on these; null: on all' })),
    taskIds: nullable(Type.Array(text('id of a task'), { description: 'only these; null: all' })),
  },
  { description: 'what of the run is taken back; null: it takes none back' },
)

export const RunView = Type.Object({
  ...facts,
  startedBy: Type.Object(
    {
      type: text('user, api-key or system'),
      id: text('who'),
    },
    { description: 'who asked for it' },
  ),
  request: nullable(RequestOfSync),
  part: nullable(PartOfUndo),
  results: Type.Array(RunResult, {
    description: 'a line for each task, and one for each page or address that could not be done',
  }),
})
export type RunView = Static<typeof RunView>

export const RunPageView = Type.Object({
  pageId: text('of the page'),
  title: nullable(text('as it was read')),
  url: text('where people read it'),
  status: text('how far the page is'),
  before: nullable(text('what it held, as Confluence stores it; null: not read, or nothing to change')),
  after: nullable(text('what it holds after the run, or would hold after a dry run; null: not written')),
})
