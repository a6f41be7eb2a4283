import { Type, type Static } from 'typebox'
import { instant, listOf, listParameters, nullable } from '../../../platform/http/index.ts'

const closed = { additionalProperties: false } as const
const STATUSES = ['running', 'completed', 'failed', 'stopped', 'cancelled'] as const
const TARGETS = ['cache', 'huntflow'] as const
const foreignId = (description: string) => Type.String({ description, pattern: '^[\\w-]{1,64}$' })

export type ImportStatus = (typeof STATUSES)[number]

export const NewImportBody = Type.Object(
  {
    listId: Type.Optional(foreignId('the ClickUp list; left out: that of the settings')),
    target: Type.Enum([...TARGETS], {
      description:
        'cache: tasks with attachments and comments are kept here; huntflow: they become applicants',
    }),
    accountId: Type.Optional(foreignId('huntflow: the organisation')),
    vacancyId: Type.Optional(foreignId('huntflow: the vacancy; left out: none')),
    includeComments: Type.Boolean({ description: 'huntflow: whether comments come along', default: true }),
    delaySeconds: Type.Optional(
      Type.Number({
        description: 'seconds between the starts of two tasks; left out: as in the settings',
        minimum: 0,
        maximum: 3600,
      }),
    ),
    filter: Type.Enum(['all', 'without-huntflow-tag'], {
      description: 'without-huntflow-tag leaves out the tasks that have the tag huntflow',
      default: 'all',
    }),
  },
  closed,
)
export type NewImportBody = Static<typeof NewImportBody>

export const ImportStarted = Type.Object({
  importId: Type.String({ description: 'to follow it, and to stop it' }),
})

const FailedTask = Type.Object({
  taskId: Type.String({ description: "the task's id in ClickUp" }),
  name: Type.String({ description: "the task's name" }),
  error: Type.String({ description: 'why it failed, and what to do' }),
})

const counts = {
  total: Type.Integer({ description: 'tasks found so far; all of them once the list is read to its end' }),
  processed: Type.Integer({ description: 'succeeded and failed ones' }),
  succeeded: Type.Integer({ description: 'those that succeeded' }),
  failed: Type.Integer({ description: 'those that failed' }),
}

export const ImportView = Type.Object({
  id: Type.String({ description: "the import's id" }),
  status: Type.Enum([...STATUSES], {
    description:
      'completed: every task is processed; failed: it had to end before, errorMessage says why, and resume goes on',
  }),
  planned: Type.Boolean({ description: 'whether the list is read to its end, so that total is final' }),
  ...counts,
  failedTasks: Type.Array(FailedTask, { description: 'the first 100 that failed' }),
  progressPercentage: Type.Number({ description: '0 to 100, of the tasks found so far' }),
  successRate: nullable(Type.Number({ description: '0 to 100, of those processed; null: none is' })),
  etaSeconds: nullable(
    Type.Integer({
      description: 'until the end at the pace of the latest tasks; null: not known, or not running',
    }),
  ),
  target: Type.Enum([...TARGETS], { description: 'where the tasks go' }),
  listId: Type.String({ description: 'the ClickUp list' }),
  filter: Type.Enum(['all', 'without-huntflow-tag'], { description: 'which of its tasks' }),
  accountId: nullable(Type.String({ description: 'huntflow: the organisation' })),
  vacancyId: nullable(Type.String({ description: 'huntflow: the vacancy' })),
  includeComments: Type.Boolean({ description: 'huntflow: whether comments come along' }),
  delaySeconds: Type.Number({ description: 'seconds between the starts of two tasks' }),
  errorMessage: nullable(Type.String({ description: 'why it failed, or what it waits for, and what to do' })),
  startedAt: instant('when it was started'),
  finishedAt: nullable(instant('when it came to its end; null: not yet, or it is stopped')),
})
export type ImportView = Static<typeof ImportView>

export const ImportList = listOf(ImportView)

export const ImportQuery = Type.Object(listParameters, closed)
export type ImportQuery = Static<typeof ImportQuery>

export const ImportParams = Type.Object({
  id: Type.String({ description: "the import's id", maxLength: 200, pattern: '^[^\\u0000]*$' }),
})
