/** The shapes of the API for pushed tasks and Slack; openapi/platform.json says the same in full. */

export const LEDGER_FILTERS = ['waiting', 'done', 'failed', 'claimed', 'unclaimed'] as const

export interface Claimant {
  readonly slackUserId: string
  readonly name: string
  readonly clickupUserId: string
}

export interface TaskMessage {
  readonly status: 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed'
  readonly channel: string | null
  readonly error: string | null
}

export interface LedgerEntry {
  readonly id: string
  readonly internalId: string
  readonly listId: string
  readonly title: string
  /** 1 urgent to 4 low. */
  readonly priority: number | null
  readonly tags: readonly string[]
  readonly status: 'waiting' | 'done' | 'failed'
  readonly outcome: 'created' | 'updated' | 'recreated' | null
  readonly isUnknown: boolean
  readonly isGone: boolean
  readonly notes: readonly string[]
  readonly error: string | null
  readonly taskId: string | null
  readonly url: string | null
  readonly claimedBy: Claimant | null
  readonly claimedAt: string | null
  readonly message: TaskMessage | null
  readonly pushedAt: string
  readonly createdAt: string
}

/** What is known here; a newer server may tell of more. */
export const TASK_EVENT_KINDS = [
  'pushed',
  'created',
  'updated',
  'recreated',
  'adopted',
  'gone',
  'failed',
  'announced',
  'announcing-failed',
  'claimed',
  'claim-lost',
  'claim-failed',
  'released',
  'taken-over',
] as const

export interface TaskEvent {
  readonly id: string
  readonly kind: string
  readonly detail: string | null
  readonly actor: { readonly type: string; readonly id: string }
  readonly at: string
}

export interface LedgerDetail extends LedgerEntry {
  readonly description: string | null
  readonly events: readonly TaskEvent[]
}

export interface UpsertSettings {
  readonly listId: string | null
  readonly markerFieldId: string | null
  readonly defaultAssigneeEmail: string | null
  readonly announce: boolean
  readonly allowRelease: boolean
  readonly allowTakeOver: boolean
}

export interface SlackSetup {
  readonly connected: boolean
  readonly mode: 'bot' | 'webhook' | null
  readonly channel: string | null
  readonly requestUrl: string | null
  readonly isPublic: boolean
  readonly lastClickAt: string | null
}

export interface TestMessageResult {
  readonly ok: boolean
  readonly problem: string | null
}

export interface SlackMember {
  readonly slackUserId: string
  readonly name: string
  readonly email: string | null
  readonly clickupUserId: string | null
  readonly clickupName: string | null
  readonly how: 'email' | 'by-hand' | null
}

export interface ClickupMember {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

export interface SlackMembers {
  readonly items: readonly SlackMember[]
  readonly clickupMembers: readonly ClickupMember[]
}
