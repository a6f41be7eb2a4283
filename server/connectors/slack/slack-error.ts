import { Type, type Static } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import { readAs } from '../../platform/connections/index.ts'
import { failureOf, UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'

const Refused = Type.Object({
  ok: Type.Literal(false),
  error: Type.String(),
  needed: Type.Optional(Type.String()),
  response_metadata: Type.Optional(Type.Unknown()),
})
const Taken = Type.Object({ ok: Type.Literal(true) })
const Complaints = Type.Object({ messages: Type.Array(Type.String()) })
const NEW_TOKEN = 'Install the app again in Slack under OAuth & Permissions, and save its bot token here.'
const DEAD: Readonly<Record<string, string>> = {
  invalid_auth: `Slack does not know this bot token. ${NEW_TOKEN}`,
  not_authed: `Slack saw no bot token. ${NEW_TOKEN}`,
  token_revoked: `The bot token was revoked. ${NEW_TOKEN}`,
  token_expired: `The bot token has expired. ${NEW_TOKEN}`,
  account_inactive: `The app is no longer installed. ${NEW_TOKEN}`,
  not_allowed_token_type: `This is another kind of token. ${NEW_TOKEN}`,
}
const CLOSED = 'Slack does not let apps post in this channel. Ask one of its admins.'
const FORBIDDEN: Readonly<Record<string, string>> = {
  missing_scope: 'The Slack app lacks a permission.',
  not_in_channel: 'The Slack app is not in the channel. Invite it there: /invite and the name of the app.',
  restricted_action: CLOSED,
  restricted_action_read_only_channel: CLOSED,
  restricted_action_non_threadable_channel: CLOSED,
  restricted_action_thread_only_channel: CLOSED,
  ekm_access_denied: 'The admins of this Slack have closed the channel for apps.',
  access_denied: 'The admins of this Slack do not let the app do this.',
  no_permission: 'The admins of this Slack do not let the app do this.',
  team_access_not_granted: 'The app is not let into this Slack workspace. Ask one of its admins.',
}
const NOT_FOUND: Readonly<Record<string, string>> = {
  channel_not_found:
    'Slack has no such channel, or it is private and the app is not in it. Save its id with the connection, and invite the app there.',
  user_not_found: 'Slack has no such user.',
  users_not_found: 'Slack has no such user.',
  message_not_found: 'The message is not there any more.',
  user_not_in_channel: 'This person is not in the Slack channel.',
}
const NEW_HOOK = 'Slack has no such incoming webhook any more. Make a new one and save it here.'
const REJECTED: Readonly<Record<string, string>> = {
  is_archived: 'The channel is archived. Choose another one in the connection.',
  channel_is_archived: 'The channel is archived. Choose another one in the connection.',
  cant_update_message: 'Slack does not let the app change this message: another app has posted it.',
  msg_too_long: 'Slack takes no message of this length.',
  no_service: NEW_HOOK,
  no_team: NEW_HOOK,
  invalid_token: NEW_HOOK,
  used_url: 'Slack takes only five answers to one click.',
  expired_url: 'Slack takes answers to a click for half an hour only.',
  action_prohibited: 'The admins of this Slack do not let the webhook post.',
}
/** Told with 429; with 200, too, where something stands before Slack. */
const TOO_MANY = new Set(['ratelimited', 'rate_limited', 'accesslimited'])
/** Slack's own trouble, told with 200; part of what was asked may be done. */
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
  if (status === 429 || (code !== undefined && TOO_MANY.has(code))) return tooMany(response)
  if (code === undefined)
    return new UpstreamError({
      service: 'slack',
      // Without a word of Slack's it is not Slack that says that something is not there.
      kind: status < 400 || status === 404 ? 'unreadable' : failureOf(status),
      status,
    })
  if (PASSING.has(code)) return new SlackRefusal(code, { service: 'slack', kind: 'unavailable', status })
  const { kind, detail } = wordsOf(code, refused)
  return new SlackRefusal(code, { service: 'slack', status: asRefusal(status), kind, detail })
}

/** What Slack would say, where it was not asked. */
export function slackRefusal(code: string): SlackRefusal {
  return new SlackRefusal(code, { service: 'slack', ...wordsOf(code, undefined) })
}

/** Of an incoming webhook and of where clicks are answered: both say so in a word or in JSON. */
export function isTaken(response: HttpResponse): boolean {
  if (response.status !== 200) return false
  const text = response.body.toString('utf8').trim()
  return text === 'ok' || text === '' || readAs(Taken, response) !== undefined
}

/** Incoming webhooks can only post. */
export function webhookOnly(): SlackRefusal {
  return new SlackRefusal('webhook_only', {
    service: 'slack',
    kind: 'forbidden',
    detail:
      'Slack is connected by an incoming webhook, which can only post. Save a bot token in the settings, under Connections, for anything else.',
  })
}

/** What to do about a token that Slack does not take any more. */
export function deadTokenProblem(response: HttpResponse): string | undefined {
  const code = readAs(Refused, response)?.error
  return code === undefined ? undefined : DEAD[code]
}

function wordsOf(
  code: string,
  refused: Static<typeof Refused> | undefined,
): { kind: UpstreamError['kind']; detail: string } {
  if (DEAD[code] !== undefined) return { kind: 'unauthorized', detail: DEAD[code] }
  if (FORBIDDEN[code] !== undefined)
    return { kind: 'forbidden', detail: FORBIDDEN[code] + neededIn(refused?.needed) }
  if (NOT_FOUND[code] !== undefined) return { kind: 'not-found', detail: NOT_FOUND[code] }
  const why = complaintIn(refused?.response_metadata)
  return { kind: 'rejected', detail: REJECTED[code] ?? `Slack refused this (${code}${why}).` }
}

function neededIn(scope: string | undefined): string {
  return scope === undefined ? '' : ` It needs the scope ${scope}; add it, and install the app again.`
}

// Its first complaint says which part of a message it is; nothing of the message itself may get through.
const COMPLAINT = /^\[ERROR\] ([a-z][a-z0-9 ,_-]{1,100}( \[json-pointer:[\w/-]{1,100}\])?)$/i

function complaintIn(metadata: unknown): string {
  const [first = ''] = hasShape(Complaints, metadata) ? metadata.messages : []
  const found = COMPLAINT.exec(first)?.[1]
  return found === undefined ? '' : `: ${found}`
}

function tooMany({ status, headers }: HttpResponse): UpstreamError {
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0]
  return new UpstreamError({
    service: 'slack',
    kind: 'rate-limited',
    status: asRefusal(status),
    ...(seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1_000 }),
  })
}

/** Told with 200, but nothing was done. */
function asRefusal(status: number): number {
  return status < 400 ? 400 : status
}

function plainCode({ body }: HttpResponse): string | undefined {
  return /^[a-z_]{1,60}$/.exec(body.toString('utf8').trim())?.[0]
}
