/** The shapes of the API for automatic replies; openapi/platform.json says the same in full. */

export const REPLY_EVENTS = ['comment', 'task-created'] as const
export type ReplyEvent = (typeof REPLY_EVENTS)[number]
export const MATCHES = ['contains', 'word', 'exact', 'regex'] as const
export type Match = (typeof MATCHES)[number]
export const REPLY_PLACES = ['thread', 'comment'] as const
export type ReplyPlace = (typeof REPLY_PLACES)[number]

export interface ReplyRule {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  readonly events: readonly ReplyEvent[]
  readonly match: Match
  readonly keywords: readonly string[]
  readonly exclude: readonly string[]
  readonly caseSensitive: boolean
  readonly reply: string
  readonly replyIn: ReplyPlace
  readonly cooldownMinutes: number
  readonly oncePerTask: boolean
  /** The highest that may answer does so; of equal ones the earlier in the list. */
  readonly priority: number
}

export interface ReplyRules {
  readonly rules: readonly ReplyRule[]
}

export type RuleReason =
  | 'answers'
  | 'disabled'
  | 'other-event'
  | 'no-match'
  | 'excluded'
  | 'cooling-down'
  | 'once-per-task'
  | 'lower-priority'
  | 'own-text'

export interface DryRunInput {
  readonly rules: readonly ReplyRule[]
  readonly text?: string
  readonly event?: ReplyEvent
  readonly recent?: number
}

export interface DryRunItem {
  readonly event: ReplyEvent
  readonly taskId: string | null
  readonly commentId: string | null
  readonly author: string | null
  readonly at: string | null
  readonly text: string
  readonly answer: { readonly ruleId: string; readonly ruleName: string; readonly reply: string } | null
  readonly rules: readonly {
    readonly ruleId: string
    readonly ruleName: string
    readonly reason: RuleReason
  }[]
}

export interface ReplyLogEntry {
  readonly id: string
  readonly at: string
  readonly event: ReplyEvent
  readonly taskId: string
  readonly commentId: string | null
  readonly ruleId: string | null
  readonly ruleName: string
  readonly text: string
  readonly status: 'waiting' | 'sending' | 'sent' | 'skipped' | 'failed' | 'unknown'
  readonly error: string | null
}
