import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../http/index.ts'

export const JobState = Type.Union(
  [
    Type.Literal('ready'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('failed'),
    Type.Literal('cancelled'),
  ],
  { description: 'ready and running are live; the others are ends' },
)

export const Job = Type.Object({
  id: Type.String({ description: 'sortable by time of making' }),
  name: Type.String({ description: 'what it does' }),
  status: JobState,
  attempts: Type.Integer({ description: 'how often it was begun' }),
  maxAttempts: Type.Integer({ description: 'after so many it is failed' }),
  runAt: instant('not before'),
  progress: Type.Unknown({ description: 'what the job last said of itself; null if nothing' }),
  error: nullable(Type.String({ description: 'why the last attempt failed' })),
  createdAt: instant('when it was enqueued'),
  finishedAt: nullable(instant('when it ended')),
})
export type Job = Static<typeof Job>

export const JobQuery = Type.Object(
  { ...listParameters, status: Type.Optional(JobState) },
  { additionalProperties: false },
)
export const JobParams = Type.Object({ id: Type.String({ description: "the job's id", maxLength: 64 }) })
