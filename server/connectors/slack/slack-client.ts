import type { WorkspaceScope } from '../../shared/scope.ts'

/** A block of Block Kit, as Slack takes it. */
export type SlackBlock = Readonly<Record<string, unknown>>

export interface SlackMessage {
  /** For notifications and screen readers, in mrkdwn. */
  readonly text: string
  readonly blocks: readonly SlackBlock[]
  /** Kept with the message, seen by nobody: by it the message is found again. */
  readonly key: string
}

/** Where a message is; both as Slack tells them. */
export interface SlackPlace {
  readonly channel: string
  readonly ts: string
}

export interface SlackUser {
  readonly id: string
  readonly name: string
  /** Null without the scope users:read.email, and for bots. */
  readonly email: string | null
  readonly isBot: boolean
  readonly isDeleted: boolean
}

/** An answer to a click. */
export interface SlackResponse {
  readonly text: string
  readonly blocks?: readonly SlackBlock[]
  /** In place of the message that was clicked; else seen only by the one who has clicked. */
  readonly replaceOriginal: boolean
}

/** Slack as the workspace's app; every function throws an UpstreamError that says what to do. */
export interface SlackClient {
  readonly connectionId: string
  /** webhook: an incoming webhook, which can only post. */
  readonly mode: 'bot' | 'webhook'
  /** As it was saved with the connection. */
  readonly channel: string | null
  /** Null: Slack does not tell where it is, as of incoming webhooks. Never safe to repeat before somebody has looked. */
  post(message: SlackMessage): Promise<SlackPlace | null>
  update(place: SlackPlace, message: SlackMessage): Promise<void>
  /** The message with this key among those since then; undefined: there is none. Throws where the app may not look. */
  findMessage(look: {
    readonly key: string
    readonly channel: string
    readonly since: Date
  }): Promise<SlackPlace | undefined>
  /** Seen by this person only. */
  whisper(channel: string, slackUserId: string, text: string): Promise<void>
  /** To the address that came with a click; one that is not Slack's is refused. */
  respond(responseUrl: string, response: SlackResponse): Promise<void>
  user(slackUserId: string): Promise<SlackUser>
  /** Everybody, bots and deleted ones too. */
  users(): Promise<readonly SlackUser[]>
}

/** Throws CONFLICT where the workspace has no connection with Slack. */
export type OpenSlack = (
  scope: WorkspaceScope,
  kind: 'interactive' | 'background',
  signal?: AbortSignal,
) => Promise<SlackClient>
