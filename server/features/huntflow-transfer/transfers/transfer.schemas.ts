import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../../../platform/http/index.ts'
import { STATUSES, STEPS } from './transfer.ts'

const closed = { additionalProperties: false } as const
const huntflowId = (description: string) => Type.String({ description, pattern: '^[1-9]\\d{0,14}$' })
const taskId = (description: string) => Type.String({ description, pattern: '^[\\w-]{1,64}$' })
const id = (description: string) => Type.String({ description, maxLength: 200, pattern: '^[^\\u0000]*$' })

export const TransferParams = Type.Object({ id: id("the transfer's id") })
export const TaskParams = Type.Object({ taskId: taskId('the ClickUp task') })

export const NewTransferBody = Type.Object(
  {
    accountId: huntflowId('the Huntflow organisation'),
    vacancyId: Type.Optional(huntflowId('the vacancy to add the applicant to; left out: none')),
    statusId: Type.Optional(huntflowId('the stage on that vacancy; left out: the first one')),
    includeComments: Type.Boolean({
      description: 'whether the comments of the task go into the note',
      default: false,
    }),
  },
  closed,
)
export type NewTransferBody = Static<typeof NewTransferBody>

export const TransferStarted = Type.Object({
  transferId: Type.String({ description: 'to follow it; the one that exists when the task has one already' }),
})

export const DecisionBody = Type.Object(
  {
    action: Type.Enum(['adopt', 'retry', 'abandon'], {
      description:
        'adopt: go on with an applicant that is there; retry: send it again, because nothing was made; abandon: leave it, so that the task may be transferred anew',
    }),
    applicantId: Type.Optional(huntflowId('adopt: the applicant')),
  },
  closed,
)
export type DecisionBody = Static<typeof DecisionBody>

export const TransferQuery = Type.Object(
  {
    ...listParameters,
    taskId: Type.Optional(taskId('only of this ClickUp task')),
    status: Type.Optional(Type.Enum([...STATUSES], { description: 'only those in this state' })),
  },
  closed,
)
export type TransferQuery = Static<typeof TransferQuery>

const StepView = Type.Object({
  name: Type.Enum([...STEPS], { description: 'the step; they follow each other in this order' }),
  status: Type.Enum(['open', 'current', 'asked', 'failed', 'done', 'skipped'], {
    description: 'asked: somebody must decide how to go on',
  }),
  detail: nullable(Type.String({ description: 'what came of it, or why it was skipped' })),
  endedAt: nullable(instant('when it was over')),
})

export const TransferView = Type.Object({
  id: Type.String({ description: "the transfer's id" }),
  taskId: Type.String({ description: 'the ClickUp task' }),
  taskName: nullable(Type.String({ description: 'as the task was called when it was read' })),
  taskUrl: nullable(Type.String({ description: "the task's address" })),
  accountId: Type.String({ description: 'the Huntflow organisation' }),
  vacancyId: nullable(Type.String({ description: 'the vacancy' })),
  statusId: nullable(Type.String({ description: 'the stage on it; null: the first one' })),
  includeComments: Type.Boolean({ description: 'whether the comments go into the note' }),
  status: Type.Enum([...STATUSES], {
    description:
      'needs-decision: it is not known what became of a write, and somebody must look; failed: it may be retried',
  }),
  steps: Type.Array(StepView, { description: 'all steps, in their order' }),
  applicantId: nullable(Type.String({ description: 'the applicant in Huntflow' })),
  applicantUrl: nullable(
    Type.String({ description: 'where people see it; null where the address is not known' }),
  ),
  possibleDuplicates: Type.Array(
    Type.Object({
      applicantId: Type.String({ description: 'an applicant that may be the same person' }),
      name: nullable(Type.String({ description: 'its name; null where Huntflow does not show it' })),
    }),
    { description: 'as Huntflow reports them; for a decision, as its search finds them' },
  ),
  error: nullable(Type.String({ description: 'why it failed, waits, or what is asked; and what to do' })),
  requestedBy: Type.Object(
    {
      type: Type.String({ description: 'user, api-key or system' }),
      id: Type.String({ description: 'who' }),
    },
    { description: 'who asked for it' },
  ),
  createdAt: instant('when it was asked for'),
  updatedAt: instant('when it moved last'),
  finishedAt: nullable(instant('when it was completed, failed or abandoned')),
})
export type TransferView = Static<typeof TransferView>
