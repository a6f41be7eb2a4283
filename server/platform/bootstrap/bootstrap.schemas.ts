import { Type, type Static } from 'typebox'
import { instant, nullable } from '../http/index.ts'

const BootstrapRun = Type.Object(
  {
    id: Type.String({ description: 'sortable by time of starting' }),
    status: Type.Union(
      [
        Type.Literal('planned'),
        Type.Literal('running'),
        Type.Literal('waiting'),
        Type.Literal('completed'),
        Type.Literal('failed'),
        Type.Literal('cancelled'),
      ],
      {
        description:
          'waiting: the hourly budget is used up, or the add-on is switched off; it goes on by itself',
      },
    ),
    startedAt: instant('when it was asked for'),
    finishedAt: nullable(instant('when it ended')),
    requests: Type.Integer({ description: 'sent so far, repeated attempts included' }),
    records: Type.Integer({ description: 'stored so far' }),
    etaSeconds: nullable(
      Type.Integer({ description: 'until the end, as far as is known; null when it has ended' }),
    ),
    resumesAt: nullable(instant('when a waiting run goes on; null when it waits for the add-on')),
    error: nullable(Type.String({ description: 'why it failed' })),
  },
  { description: 'the latest run; null before the first' },
)

const BootstrapStep = Type.Object({
  operationId: Type.String({ description: 'a GET operation of the document' }),
  status: Type.Union(
    [
      Type.Literal('pending'),
      Type.Literal('running'),
      Type.Literal('done'),
      Type.Literal('skipped'),
      Type.Literal('failed'),
    ],
    { description: 'skipped: not walked, or refused as a whole' },
  ),
  reason: nullable(Type.String({ description: 'why it was skipped, failed or is incomplete' })),
  pages: Type.Integer({ description: 'answers stored' }),
  records: Type.Integer({ description: 'records in them' }),
})

export const Bootstrap = Type.Object({
  run: nullable(BootstrapRun),
  steps: Type.Array(BootstrapStep, { description: 'one for each GET operation, in the order of the walk' }),
})
export type Bootstrap = Static<typeof Bootstrap>

export const BootstrapStarted = Type.Object({ runId: Type.String({ description: 'id of the run' }) })
