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
      person: Type.Object(
        {
          id: Type.String({ description: "the person's id" }),
          name: Type.String({ description: "the person's name" }),
        },
        { description: 'who works' },
      ),
      daySeconds: seconds('worked today'),
      weekSeconds: seconds('worked this week'),
      dayLimit: nullable(Type.Number({ description: 'hours; null: no such limit' })),
      weekLimit: nullable(Type.Number({ description: 'hours; null: no such limit' })),
    }),
    { description: 'who has worked this week, most first' },
  ),
})
export type OvertimeView = Static<typeof OvertimeView>
