import { Type, type Static } from 'typebox'
import type { Violation } from '../../shared/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { defineService, readAs, secret, type Send } from '../../platform/connections/index.ts'
import type { EgressPolicy } from '../../platform/outbound/index.ts'
import { isTaken, slackError } from './slack-error.ts'

const Credentials = Type.Object({
  botToken: Type.Optional(secret('token of the app in your workspace (xoxb-...)')),
  webhookUrl: Type.Optional(secret('address of an incoming webhook, in place of a bot token')),
  signingSecret: secret("the app's signing secret: proves that clicks come from Slack"),
  channel: Type.Optional(
    Type.String({ description: 'where messages go: its id, or #name', minLength: 1, maxLength: 100 }),
  ),
})

export type SlackCredentials = Static<typeof Credentials>

const AuthAnswer = Type.Object({ ok: Type.Literal(true), team: Type.String(), user: Type.String() })
export const slackService = defineService({
  connector: 'slack',
  label: 'Slack',
  hosts: [{ host: 'slack.com' }, { host: 'hooks.slack.com' }],
  credentials: Credentials,
  defaultBaseUrl: 'https://slack.com/api',
  violations: ({ botToken, webhookUrl }, policy) => {
    if (webhookUrl !== undefined) return webhookViolations(webhookUrl, policy)
    if (botToken !== undefined) return []
    return [violation('/botToken', 'is needed, or the address of an incoming webhook in webhookUrl')]
  },
  whoAmI: async (send, { baseUrl, credentials }) => {
    const { botToken, webhookUrl = '' } = credentials
    if (botToken === undefined) return sayHello(send, webhookUrl)
    const response = await send({
      method: 'POST',
      url: `${baseUrl}/auth.test`,
      headers: headersOf(credentials),
    })
    const answer = readAs(AuthAnswer, response)
    if (answer === undefined) throw slackError(response)
    return `${answer.user} in ${answer.team}`
  },
})

export function headersOf({ botToken }: SlackCredentials): Readonly<Record<string, string>> {
  return botToken === undefined ? {} : { authorization: `Bearer ${botToken}` }
}

/** An incoming webhook can only post: there is no other way to see whether it works. */
async function sayHello(send: Send, webhookUrl: string): Promise<string> {
  const response = await send({
    method: 'POST',
    url: webhookUrl,
    hasSecretPath: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Switchyard is connected with this channel.' }),
  })
  if (!isTaken(response)) throw slackError(response)
  return 'incoming webhook'
}

function webhookViolations(webhookUrl: string, policy: EgressPolicy): readonly Violation[] {
  try {
    policy.check(webhookUrl)
    return []
  } catch (error) {
    if (error instanceof AppError) return [violation('/webhookUrl', error.message)]
    throw error
  }
}

function violation(pointer: string, message: string): Violation {
  return { in: 'body', pointer, message }
}
