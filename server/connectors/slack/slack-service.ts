import { Type } from 'typebox'
import type { Violation } from '../../shared/errors.ts'
import { AppError } from '../../shared/errors.ts'
import { defineService, readAs, refusal, secret, type Send } from '../../platform/connections/index.ts'
import type { EgressPolicy, HttpResponse } from '../../platform/outbound/index.ts'

const Credentials = Type.Object({
  botToken: Type.Optional(secret('token of the app in your workspace (xoxb-...)')),
  webhookUrl: Type.Optional(secret('address of an incoming webhook, in place of a bot token')),
  signingSecret: secret("the app's signing secret: proves that clicks come from Slack"),
  channel: Type.Optional(
    Type.String({ description: 'where messages go: its id, or #name', minLength: 1, maxLength: 100 }),
  ),
})

const AuthAnswer = Type.Object({ ok: Type.Literal(true), team: Type.String(), user: Type.String() })
const RefusedAnswer = Type.Object({ ok: Type.Literal(false), error: Type.String() })

const NEW_TOKEN = 'Install the app again in Slack under OAuth & Permissions, and save its bot token here.'
const PROBLEMS: Readonly<Record<string, string>> = {
  invalid_auth: `Slack does not know this bot token. ${NEW_TOKEN}`,
  not_authed: `Slack saw no bot token. ${NEW_TOKEN}`,
  token_revoked: `The bot token was revoked. ${NEW_TOKEN}`,
  token_expired: `The bot token has expired. ${NEW_TOKEN}`,
  account_inactive: `The app is no longer installed. ${NEW_TOKEN}`,
}

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
  whoAmI: async (send, { baseUrl, credentials: { botToken, webhookUrl = '' } }) =>
    botToken === undefined
      ? sayHello(send, webhookUrl)
      : readAuth(
          await send({
            method: 'POST',
            url: `${baseUrl}/auth.test`,
            headers: { authorization: `Bearer ${botToken}` },
          }),
        ),
})

/** Slack answers 200 to what it refuses, too. */
function readAuth(response: HttpResponse): string {
  const answer = readAs(AuthAnswer, response)
  if (answer !== undefined) return `${answer.user} in ${answer.team}`
  const error = readAs(RefusedAnswer, response)?.error
  if (error === undefined) throw refusal('slack', response)
  throw refusal('slack', response, PROBLEMS[error] ?? `Slack refused the bot token (${error}).`)
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
  if (response.status === 200) return 'incoming webhook'
  const code = /^[a-z_]{1,60}$/.exec(response.body.toString('utf8'))?.[0] ?? `status ${response.status}`
  throw refusal(
    'slack',
    response,
    `Slack refused the incoming webhook (${code}). Make a new one and save it here.`,
  )
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
