import { Type } from 'typebox'
import {
  openConnection,
  type OpenConnectionDeps,
  type ServiceConnector,
} from '../../platform/connections/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { postToHook, writeSlack, type SlackSender } from './ask-slack.ts'
import { EVENT_TYPE, findMessage } from './find-message.ts'
import { requireSlackAddress } from './require-slack-address.ts'
import type { OpenSlack, SlackClient, SlackMessage } from './slack-client.ts'
import { webhookOnly } from './slack-error.ts'
import { slackService, type SlackCredentials } from './slack-service.ts'
import { listUsers, readUser } from './slack-users.ts'

interface OpenerDeps extends OpenConnectionDeps {
  readonly connector: Pick<ServiceConnector, 'open'>
  /** Without the token. */
  readonly hooks: Pick<ServiceConnector, 'open'>
}

type Actions = Omit<SlackClient, 'connectionId' | 'mode' | 'channel' | 'respond'>

const Place = Type.Object({ channel: Type.String(), ts: Type.String() })
const Nothing = Type.Object({})

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
  const isBot = botToken !== undefined
  return {
    connectionId: sender.connection.id,
    mode: isBot ? 'bot' : 'webhook',
    channel,
    ...(isBot ? asBot(sender, channel) : asWebhook(sender, webhookUrl ?? '')),
    respond: async (responseUrl, { text, blocks, replaceOriginal }) => {
      requireSlackAddress(responseUrl, { baseUrl, webhookUrl })
      await postToHook(sender, responseUrl, {
        text,
        ...(blocks === undefined ? {} : { blocks }),
        ...(replaceOriginal
          ? { replace_original: true }
          : { response_type: 'ephemeral', replace_original: false }),
      })
    },
  }
}

function asBot(sender: SlackSender, channel: string | null): Actions {
  return {
    post: async (message) =>
      writeSlack(sender, Place, {
        method: 'chat.postMessage',
        body: {
          channel: requireNamed(channel),
          ...wireMessage(message),
          unfurl_links: false,
          unfurl_media: false,
        },
      }),
    update: async ({ channel: where, ts }, message) => {
      const body = { channel: where, ts, ...wireMessage(message) }
      await writeSlack(sender, Nothing, { method: 'chat.update', body })
    },
    findMessage: (look) => findMessage(sender, look),
    whisper: async (where, user, text) => {
      const body = { channel: where, user, text }
      await writeSlack(sender, Nothing, { method: 'chat.postEphemeral', body })
    },
    user: (id) => readUser(sender, id),
    users: () => listUsers(sender),
  }
}

const refuse = (): Promise<never> => Promise.reject(webhookOnly())

function asWebhook(sender: SlackSender, webhookUrl: string): Actions {
  return {
    post: async ({ text, blocks }) => {
      await postToHook(sender, webhookUrl, { text, blocks })
      return null
    },
    update: refuse,
    findMessage: refuse,
    whisper: refuse,
    user: refuse,
    users: refuse,
  }
}

function requireNamed(channel: string | null): string {
  if (channel !== null) return channel
  throw new AppError(
    'CONFLICT',
    'The connection with Slack names no channel. Save one with it in the settings, under Connections.',
  )
}

function wireMessage({ text, blocks, key }: SlackMessage) {
  return { text, blocks, metadata: { event_type: EVENT_TYPE, event_payload: { key } } }
}
