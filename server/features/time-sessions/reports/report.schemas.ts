import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../../../platform/http/index.ts'

const closed = { additionalProperties: false } as const
const KINDS = ['weekly', 'monthly', 'custom'] as const
const day = (description: string) =>
  Type.String({ description, pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date' })

export const NewReportBody = Type.Object(
  {
    kind: Type.Enum([...KINDS], {
      description: 'weekly and monthly are whole weeks and months of the zone in the settings',
    }),
    personId: Type.Optional(
      Type.String({
        description: 'only of this person; left out: of everybody',
        minLength: 1,
        maxLength: 200,
        pattern: '^[^\\u0000]*$',
      }),
    ),
    from: Type.Optional(
      day('weekly: any day of the wanted week, left out: the past one; custom: the first day'),
    ),
    to: Type.Optional(day('custom: the last day, which is in it')),
    month: Type.Optional(
      Type.Integer({
        description: 'monthly: 1 to 12, with the year; left out: the past one',
        minimum: 1,
        maximum: 12,
      }),
    ),
    year: Type.Optional(
      Type.Integer({ description: 'monthly: with the month', minimum: 1970, maximum: 9_998 }),
    ),
    email: Type.Optional(
      Type.String({
        description: 'where it is mailed when it is done; left out: nowhere',
        format: 'email',
        maxLength: 254,
      }),
    ),
  },
  closed,
)
export type NewReportBody = Static<typeof NewReportBody>

export const ReportStarted = Type.Object({
  reportId: Type.String({ description: 'to follow it, and to fetch its file' }),
})

export const ReportView = Type.Object({
  id: Type.String({ description: "the report's id" }),
  kind: Type.Enum([...KINDS], { description: 'weekly, monthly or custom' }),
  person: nullable(
    Type.Object(
      {
        id: Type.String({ description: "the person's id" }),
        name: Type.String({ description: "the person's name" }),
      },
      { description: 'whose it is; null: everybody' },
    ),
  ),
  from: Type.String({ description: 'its first day' }),
  to: Type.String({ description: 'its last day, which is in it' }),
  zone: Type.String({ description: 'IANA name of the zone whose days these are' }),
  status: Type.Enum(['waiting', 'running', 'done', 'failed'], { description: 'done: the file is there' }),
  sessions: Type.Integer({ description: 'how many sessions have been read for it' }),
  error: nullable(Type.String({ description: 'why the latest try failed' })),
  fileName: Type.String({ description: 'as the file is called' }),
  scheduled: Type.Boolean({ description: 'made on schedule; false: somebody asked for it' }),
  requestedBy: Type.Object(
    {
      type: Type.String({ description: 'user, api-key or system' }),
      id: Type.String({ description: 'who' }),
    },
    { description: 'who asked for it' },
  ),
  email: nullable(Type.String({ description: 'where it was asked to be mailed' })),
  mailedTo: Type.Array(Type.String({ description: 'an address' }), {
    description: 'where it was mailed when it was done',
  }),
  createdAt: instant('when it was asked for'),
  finishedAt: nullable(instant('when it was done, or failed for good')),
})
export type ReportView = Static<typeof ReportView>

export const ReportQuery = Type.Object(listParameters, closed)
export type ReportQuery = Static<typeof ReportQuery>

export const ReportParams = Type.Object({
  id: Type.String({ description: "the report's id", maxLength: 200, pattern: '^[^\\u0000]*$' }),
})
