import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

const day = (description: string) =>
  Type.Optional(Type.String({ description, format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }))
const range = {
  from: day("first day, in the reports' zone; left out: four weeks before the last one"),
  to: day("last day, in the reports' zone; left out: today"),
}
const closed = { additionalProperties: false } as const
const seconds = (description: string) => Type.Number({ description })

export const HoursQuery = Type.Object(
  {
    by: Type.Enum(['person', 'project', 'day', 'week'], { description: 'what is added up', default: 'day' }),
    ...range,
  },
  closed,
)
export type HoursQuery = Static<typeof HoursQuery>

export const HoursView = Type.Object({
  from: Type.String({ description: 'first day' }),
  to: Type.String({ description: 'last day' }),
  items: Type.Array(
    Type.Object({
      key: nullable(
        Type.String({
          description:
            "the person's or project's id, the day, or the first day of the week; null: no project",
        }),
      ),
      name: nullable(Type.String({ description: 'of the person or project' })),
      seconds: seconds('worked; what runs is counted until now'),
      billableSeconds: seconds('of these, what can be charged'),
    }),
    { description: 'most first; days and weeks in their order' },
  ),
})
export type HoursView = Static<typeof HoursView>

const limit = (description: string) =>
  Type.Optional(Type.Number({ description, exclusiveMinimum: 0, maximum: 1_000 }))

export const WhatIfQuery = Type.Object(
  {
    overtimeHours: limit('of a session'),
    dailyHours: limit('of a day'),
    weeklyHours: limit('of a week'),
    ...range,
  },
  closed,
)
export type WhatIfQuery = Static<typeof WhatIfQuery>

const count = (description: string) => Type.Integer({ description })

export const WhatIfView = Type.Object({
  from: Type.String({ description: 'first day' }),
  to: Type.String({ description: 'last day' }),
  people: Type.Array(
    Type.Object({
      personId: Type.String({ description: "the person's id" }),
      name: Type.String({ description: "the person's name" }),
      sessions: count('sessions over the limit'),
      sessionSeconds: seconds('by how much, in all'),
      days: count('days over the limit'),
      daySeconds: seconds('by how much, in all'),
      weeks: count('weeks over the limit'),
      weekSeconds: seconds('by how much, in all'),
    }),
    { description: 'who would have been over a limit, by name' },
  ),
})
export type WhatIfView = Static<typeof WhatIfView>
