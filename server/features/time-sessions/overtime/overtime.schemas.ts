import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'
import { SessionView } from '../sessions/session.schemas.ts'

const seconds = (description: string) => Type.Number({ description })

export const OvertimeView = Type.Object({
  running: Type.Array(
    Type.Object({
      session: Type.Object(SessionView.properties, { description: 'what runs' }),
      limitHours: Type.Number({ description: "the person's limit, or the workspace's" }),
      seconds: seconds('how long it runs'),
      over: Type.Boolean({ description: 'whether that is over the limit' }),
    }),
    { description: 'what runs now, the longest first; 1,000 at most' },
  ),
  people: Type.Array(
    Type.Object({
      personId: Type.String({ description: "the person's id" }),
      name: Type.String({ description: "the person's name" }),
      daySeconds: seconds('worked today'),
      weekSeconds: seconds('worked this week'),
      overDay: Type.Boolean({ description: "over the day's limit" }),
      overWeek: Type.Boolean({ description: "over the week's limit" }),
    }),
    { description: 'who has worked this week, most first' },
  ),
  limits: Type.Object(
    {
      overtimeHours: Type.Number({ description: 'of a session' }),
      dailyHours: nullable(Type.Number({ description: 'of a day; null: none' })),
      weeklyHours: nullable(Type.Number({ description: 'of a week; null: none' })),
    },
    { description: 'as set for the workspace' },
  ),
})
export type OvertimeView = Static<typeof OvertimeView>
