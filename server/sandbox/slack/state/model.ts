/** What Slack holds, in our own words; views turn it into Slack's answers. */

export interface User {
  readonly id: string
  readonly handle: string
  readonly realName: string
  readonly displayName: string
  readonly email: string | null
  readonly isBot: boolean
  isDeleted: boolean
}

export interface Channel {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  isArchived: boolean
  readonly createdMs: number
  /** Ids of users, the app's own among them where it was invited. */
  readonly members: Set<string>
  /** Oldest first. */
  readonly messages: Message[]
}

export type Block = Readonly<Record<string, unknown>>

export interface Metadata {
  readonly event_type: string
  readonly event_payload: Readonly<Record<string, unknown>>
}

export interface Message {
  readonly channel: string
  readonly ts: string
  readonly userId: string
  text: string
  blocks: readonly Block[]
  metadata: Metadata | undefined
  /** Slack's own time of the last change that shows. */
  editedTs: string | undefined
  /** How often it was changed, shown or not. */
  changes: number
}

/** An ephemeral message: one person sees it. */
export interface Whisper {
  readonly channel: string
  readonly ts: string
  readonly userId: string
  text: string
  blocks: readonly Block[]
}

/** An address at which a click may be answered. */
export interface ResponseUrl {
  readonly path: string
  readonly channel: string
  readonly messageTs: string
  readonly userId: string
  readonly madeMs: number
  uses: number
}
