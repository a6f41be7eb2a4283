import { Type, type Static } from 'typebox'

const text = (description: string, maxLength: number) =>
  Type.String({ description, minLength: 1, maxLength, pattern: '^[^\\u0000]*$' })
const slackId = (description: string) => Type.String({ description, pattern: '^[A-Z0-9]{1,30}$' })

/** What of an interaction we read; whatever else it may be is none of ours (facts: slack, section 2.3). */
export const ClickPayload = Type.Object({
  type: Type.Literal('block_actions'),
  user: Type.Object({
    id: slackId('who has clicked'),
    name: Type.Optional(text('their name', 200)),
    username: Type.Optional(text('their name', 200)),
  }),
  actions: Type.Array(
    Type.Object({
      action_id: Type.String({ description: 'which button' }),
      value: Type.Optional(Type.String({ description: "ClickUp's id of the task" })),
      action_ts: Type.Optional(text('when', 50)),
    }),
    { description: 'what was clicked', minItems: 1 },
  ),
  message: Type.Optional(Type.Object({ ts: text('of the message', 50) })),
  container: Type.Optional(Type.Object({ message_ts: Type.Optional(text('of the message', 50)) })),
  response_url: Type.Optional(text('where to answer', 2_000)),
})
export type ClickPayload = Static<typeof ClickPayload>
