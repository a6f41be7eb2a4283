import { Type } from 'typebox'
import { readAs } from '../../platform/connections/index.ts'
import { failureOf, UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'

const Refused = Type.Object({
  ok: Type.Literal(false),
  error: Type.String(),
  needed: Type.Optional(Type.String()),
})
const NEW_TOKEN = 'Install the app again in Slack under OAuth & Permissions, and save its bot token here.'
const DEAD: Readonly<Record<string, string>> = {
  invalid_auth: `Slack does not know this bot token. ${NEW_TOKEN}`,
  not_authed: `Slack saw no bot token. ${NEW_TOKEN}`,
  token_revoked: `The bot token was revoked. ${NEW_TOKEN}`,
  token_expired: `The bot token has expired. ${NEW_TOKEN}`,
  account_inactive: `The app is no longer installed. ${NEW_TOKEN}`,
}
const FORBIDDEN: Readonly<Record<string, string>> = {
  missing_scope: 'The Slack app lacks a permission.',
  not_in_channel: 'The Slack app is not in the channel. Invite it there: /invite and the name of the app.',
  restricted_action: 'Slack does not let apps post in this channel. Ask one of its admins.',
  ekm_access_denied: 'The admins of this Slack have closed the channel for apps.',
}
const NOT_FOUND: Readonly<Record<string, string>> = {
  channel_not_found:
    'Slack has no such channel, or it is private and the app is not in it. Save its id with the connection, and invite the app there.',
  user_not_found: 'Slack has no such user.',
  users_not_found: 'Slack has no such user.',
  message_not_found: 'The message is not there any more.',
}
const REJECTED: Readonly<Record<string, string>> = {
  is_archived: 'The channel is archived. Choose another one in the connection.',
  channel_is_archived: 'The channel is archived. Choose another one in the connection.',
  cant_update_message: 'Slack does not let the app change this message: another app has posted it.',
  no_service: 'Slack has no such incoming webhook any more. Make a new one and save it here.',
  invalid_token: 'Slack has no such incoming webhook any more. Make a new one and save it here.',
  action_prohibited: 'The admins of this Slack do not let the webhook post.',
}
/** Slack's own trouble, told with 200. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'rollup_error',
])

/** A refusal by Slack's own word for it. */
export class SlackRefusal extends UpstreamError {
  readonly code: string

  constructor(code: string, fields: ConstructorParameters<typeof UpstreamError>[0]) {
    super(fields)
    this.code = code
  }
}

/** Slack answers 200 to what it refuses, incoming webhooks say why in plain text; the words say what to do. */
export function slackError(response: HttpResponse): UpstreamError {
  const { status } = response
  const refused = readAs(Refused, response)
  const code = refused?.error ?? plainCode(response)
  if (status === 429 || code === undefined)
    return new UpstreamError({
      service: 'slack',
      kind: status < 400 ? 'unreadable' : failureOf(status),
      status,
    })
  if (PASSING.has(code)) return new SlackRefusal(code, { service: 'slack', kind: 'unavailable', status })
  const needed =
    refused?.needed === undefined
      ? ''
      : ` It needs the scope ${refused.needed}; add it, and install the app again.`
  return new SlackRefusal(code, { service: 'slack', status: asRefusal(status), ...wordsOf(code, needed) })
}

/** What to do about a token that Slack does not take any more. */
export function deadTokenProblem(response: HttpResponse): string | undefined {
  const code = readAs(Refused, response)?.error
  return code === undefined ? undefined : DEAD[code]
}

function wordsOf(code: string, needed: string): { kind: UpstreamError['kind']; detail: string } {
  if (DEAD[code] !== undefined) return { kind: 'unauthorized', detail: DEAD[code] }
  if (FORBIDDEN[code] !== undefined) return { kind: 'forbidden', detail: FORBIDDEN[code] + needed }
  if (NOT_FOUND[code] !== undefined) return { kind: 'not-found', detail: NOT_FOUND[code] }
  return { kind: 'rejected', detail: REJECTED[code] ?? `Slack refused this (${code}).` }
}

/** Told with 200, but nothing was done. */
function asRefusal(status: number): number {
  return status < 400 ? 400 : status
}

function plainCode({ body }: HttpResponse): string | undefined {
  return /^[a-z_]{1,60}$/.exec(body.toString('utf8').trim())?.[0]
}
