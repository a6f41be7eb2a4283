import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import {
  openConnection,
  type OpenConnectionDeps,
  type ServiceConnector,
} from '../../platform/connections/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { postToHook, readSlack, writeSlack, type SlackSender } from './ask-slack.ts'
import type { OpenSlack, SlackClient, SlackMessage, SlackUser } from './slack-client.ts'
import { slackService, type SlackCredentials } from './slack-service.ts'

interface OpenerDeps extends OpenConnectionDeps {
  readonly connector: Pick<ServiceConnector, 'open'>
  /** Without the token. */
  readonly hooks: Pick<ServiceConnector, 'open'>
}

const Place = Type.Object({ channel: Type.String(), ts: Type.String() })
const Nothing = Type.Object({})
const Maybe = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))
const User = Type.Object({
  id: Type.String(),
  name: Maybe(Type.String()),
  real_name: Maybe(Type.String()),
  deleted: Type.Optional(Type.Boolean()),
  is_bot: Type.Optional(Type.Boolean()),
  profile: Maybe(
    Type.Object({
      email: Maybe(Type.String()),
      display_name: Maybe(Type.String()),
      real_name: Maybe(Type.String()),
    }),
  ),
})
const Cursor = Maybe(Type.Object({ next_cursor: Maybe(Type.String()) }))
const Users = Type.Object({ members: Type.Array(User), response_metadata: Cursor })
const History = Type.Object({
  messages: Type.Array(
    Type.Object({
      ts: Type.String(),
      metadata: Maybe(Type.Object({ event_type: Type.String(), event_payload: Type.Unknown() })),
    }),
  ),
  has_more: Type.Optional(Type.Boolean()),
  response_metadata: Cursor,
})
const Key = Type.Object({ key: Type.String() })

/** Of our messages' metadata. */
const EVENT_TYPE = 'switchyard_message'
const PAGE = 200

export function slackOpener(deps: OpenerDeps): OpenSlack {
  return async (scope, kind, signal) => {
    const { credentials, baseUrl } = await openConnection<SlackCredentials>(deps, scope, slackService)
    const sender: SlackSender = {
      connection: await deps.connector.open(scope, kind),
      hooks: await deps.hooks.open(scope, kind),
      signal,
    }
    return clientOf(sender, credentials, baseUrl)
  }
}

/** What proves that a click comes from Slack. */
export async function readSigningSecret(deps: OpenConnectionDeps, scope: WorkspaceScope): Promise<string> {
  const { credentials } = await openConnection<SlackCredentials>(deps, scope, slackService)
  return credentials.signingSecret
}

function clientOf(sender: SlackSender, credentials: SlackCredentials, baseUrl: string): SlackClient {
  const { botToken, webhookUrl, channel = null } = credentials
  return {
    connectionId: sender.connection.id,
    mode: botToken === undefined ? 'webhook' : 'bot',
    channel,
    post: async (message) => {
      if (botToken === undefined) {
        await postToHook(sender, webhookUrl ?? '', { text: message.text, blocks: message.blocks })
        return null
      }
      const body = {
        channel: channelOf(channel),
        ...wireMessage(message),
        unfurl_links: false,
        unfurl_media: false,
      }
      return writeSlack(sender, Place, { method: 'chat.postMessage', body })
    },
    update: async (place, message) => {
      await writeSlack(sender, Nothing, {
        method: 'chat.update',
        body: { ...place, ...wireMessage(message) },
      })
    },
    findMessage: (look) => findMessage(sender, look),
    whisper: async (where, user, text) => {
      await writeSlack(sender, Nothing, {
        method: 'chat.postEphemeral',
        body: { channel: where, user, text },
      })
    },
    respond: async (responseUrl, { text, blocks, replaceOriginal }) => {
      requireSlackAddress(responseUrl, [baseUrl, webhookUrl])
      await postToHook(sender, responseUrl, {
        text,
        ...(blocks === undefined ? {} : { blocks }),
        ...(replaceOriginal
          ? { replace_original: true }
          : { response_type: 'ephemeral', replace_original: false }),
      })
    },
    user: async (id) => {
      const answer = Type.Object({ user: User })
      return userOf((await readSlack(sender, answer, { method: 'users.info', query: { user: id } })).user)
    },
    users: () => listUsers(sender),
  }
}

function channelOf(channel: string | null): string {
  if (channel !== null) return channel
  throw new AppError(
    'CONFLICT',
    'The connection with Slack names no channel. Save one with it in the settings, under Connections.',
  )
}

function wireMessage({ text, blocks, key }: SlackMessage) {
  return { text, blocks, metadata: { event_type: EVENT_TYPE, event_payload: { key } } }
}

async function findMessage(
  sender: SlackSender,
  { key, channel, since }: Parameters<SlackClient['findMessage']>[0],
): ReturnType<SlackClient['findMessage']> {
  const query = {
    channel,
    oldest: (since.getTime() / 1_000).toFixed(6),
    include_all_metadata: 'true',
    limit: String(PAGE),
  }
  let cursor = ''
  for (;;) {
    const answer = await readSlack(sender, History, {
      method: 'conversations.history',
      query: cursor === '' ? query : { ...query, cursor },
    })
    const found = answer.messages.find(
      ({ metadata }) => metadata?.event_type === EVENT_TYPE && keyIn(metadata) === key,
    )
    if (found !== undefined) return { channel, ts: found.ts }
    const next = answer.response_metadata?.next_cursor ?? ''
    // A page that names itself would go on for ever.
    if (next === '' || next === cursor) return undefined
    cursor = next
  }
}

function keyIn({ event_payload: payload }: { readonly event_payload: unknown }): string | undefined {
  return Value.Check(Key, payload) ? payload.key : undefined
}

/** It comes with the click: whoever could forge one must not have this server call anywhere. */
function requireSlackAddress(url: string, ours: readonly (string | undefined)[]): void {
  const { origin, hostname, protocol } = new URL(url)
  const isSlack = protocol === 'https:' && hostname === 'hooks.slack.com'
  if (isSlack || ours.some((one) => one !== undefined && new URL(one).origin === origin)) return
  throw new AppError(
    'INVALID',
    'The address to answer the click at is none of Slack, so nothing was sent there.',
  )
}

async function listUsers(sender: SlackSender): Promise<readonly SlackUser[]> {
  const found: Static<typeof User>[] = []
  let cursor = ''
  do {
    const query = { limit: String(PAGE), ...(cursor === '' ? {} : { cursor }) }
    const answer = await readSlack(sender, Users, { method: 'users.list', query })
    found.push(...answer.members)
    const next = answer.response_metadata?.next_cursor ?? ''
    if (next === cursor) break
    cursor = next
  } while (cursor !== '')
  return found.map(userOf)
}

function userOf({ id, name, real_name, deleted, is_bot, profile }: Static<typeof User>): SlackUser {
  const names = [profile?.display_name, profile?.real_name, real_name, name]
  return {
    id,
    name: names.find((one) => typeof one === 'string' && one !== '') ?? id,
    email: profile?.email ?? null,
    isBot: is_bot === true || id === 'USLACKBOT',
    isDeleted: deleted === true,
  }
}
