import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

/** Whether Slack is set up as far as claims need it. */
export const SlackSetupView = Type.Object({
  connected: Type.Boolean({ description: 'whether there is a connection with Slack' }),
  mode: nullable(
    Type.Enum(['bot', 'webhook'], { description: 'webhook: messages can be posted, but not changed later' }),
  ),
  channel: nullable(Type.String({ description: 'where messages go' })),
  requestUrl: nullable(Type.String({ description: 'the Request URL for Interactivity in the Slack app' })),
  isPublic: Type.Boolean({ description: 'whether Slack can reach this address: https, and no private one' }),
  lastClickAt: nullable(Type.String({ description: 'when the last signed click came', format: 'date-time' })),
})
export type SlackSetupView = Static<typeof SlackSetupView>

export const TestMessageResult = Type.Object({
  ok: Type.Boolean({ description: 'whether Slack took it' }),
  problem: nullable(Type.String({ description: 'what to do otherwise' })),
})

export type TestMessageResult = Static<typeof TestMessageResult>

export const SlackMemberView = Type.Object({
  slackUserId: Type.String({ description: 'in Slack' }),
  name: Type.String({ description: 'as Slack names them' }),
  email: nullable(Type.String({ description: 'as Slack tells it' })),
  clickupUserId: nullable(Type.String({ description: 'who they are in ClickUp; null: nobody known' })),
  clickupName: nullable(Type.String({ description: 'their name there' })),
  how: nullable(Type.Enum(['email', 'by-hand'], { description: 'how that is known' })),
})
export type SlackMemberView = Static<typeof SlackMemberView>

export const SlackMembersView = Type.Object({
  items: Type.Array(SlackMemberView, { description: 'people of the Slack workspace, no bots' }),
  clickupMembers: Type.Array(
    Type.Object({
      id: Type.String({ description: "ClickUp's id" }),
      name: Type.String({ description: 'their name' }),
      email: nullable(Type.String({ description: 'their address' })),
    }),
    { description: 'who can be chosen' },
  ),
})
export type SlackMembersView = Static<typeof SlackMembersView>

export const SlackMemberParams = Type.Object({
  slackUserId: Type.String({ description: 'in Slack', pattern: '^[A-Z0-9]{1,30}$' }),
})

export const SlackMemberBody = Type.Object(
  {
    clickupUserId: nullable(
      Type.String({
        description: 'who they are in ClickUp; null: as their e-mail says',
        pattern: '^\\d{1,20}$',
      }),
    ),
  },
  { additionalProperties: false },
)

export const SlackMemberChosen = Type.Object({
  slackUserId: Type.String({ description: 'in Slack' }),
  clickupUserId: nullable(
    Type.String({ description: 'who they are in ClickUp; null: as their e-mail says' }),
  ),
})
