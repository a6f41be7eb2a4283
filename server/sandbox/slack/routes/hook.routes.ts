import type { Answer } from '../../shared/http/answer.ts'
import { type Args, contentType, jsonIn, type SlackAsked } from '../http/read-arguments.ts'
import type { Route } from '../http/route.ts'
import { SlackError } from '../http/slack-error.ts'
import { readContent } from '../messages/read-content.ts'
import { postMessage } from '../messages/write-message.ts'
import { nowMs, type World } from '../world.ts'
import { answerClick } from '../clicks/answer-click.ts'

const GONE: Readonly<Record<string, number>> = {
  no_service: 404,
  no_team: 404,
  channel_not_found: 404,
  invalid_token: 403,
  action_prohibited: 403,
  channel_is_archived: 410,
  ratelimited: 429,
}

function postByHook(world: World, asked: SlackAsked): Answer {
  const headers = { 'content-type': world.quirks.hookContentType }
  try {
    const channel = requireHook(world, asked)
    const content = readContent(world, payloadIn(asked))
    world.limits.admit({ tier: 'post', key: channel.id }, nowMs(world))
    postMessage(world, channel, { ...content, metadata: null })
    return { status: 200, headers, body: 'ok' }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    const status = GONE[error.code] ?? 400
    return { status, headers: { ...headers, ...error.more.headers }, body: error.code }
  }
}

function requireHook({ state }: World, { params }: SlackAsked) {
  const { team = '', app = '', secret = '' } = params
  const { hook } = state
  if (team !== state.teamId) throw new SlackError('no_team')
  if (hook === undefined || !hook.path.includes(`/${app}/`)) throw new SlackError('no_service')
  if (!hook.path.endsWith(`/${secret}`)) throw new SlackError('invalid_token')
  const channel = state.channels.get(hook.channel)
  if (channel === undefined) throw new SlackError('channel_not_found')
  if (channel.isArchived) throw new SlackError('channel_is_archived')
  return channel
}

/** JSON, or JSON in the field `payload` of a form. */
export function payloadIn({ headers, body }: SlackAsked): Args {
  const isForm = contentType(headers) === 'application/x-www-form-urlencoded'
  const payload = isForm ? jsonIn(body as Args, 'payload') : body
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    throw new SlackError('invalid_payload')
  return payload as Args
}

export const hookRoutes: readonly Route[] = [
  { method: 'POST', path: '/services/{team}/{app}/{secret}', handle: postByHook },
  {
    method: 'POST',
    path: '/actions/{team}/{id}/{secret}',
    handle: (world, asked) => answerClick(world, asked, payloadIn),
  },
]
