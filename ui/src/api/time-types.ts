/** The shapes of the API for time sessions; openapi/platform.json says the same in full. */

export const SESSION_STATUSES = ['open', 'closed', 'under-review', 'approved', 'rejected', 'deleted'] as const
export type SessionStatus = (typeof SESSION_STATUSES)[number]

export type SessionFlag = 'ends-before-start' | 'zero-length' | 'overlaps'

export interface Named {
  readonly id: string
  readonly name: string | null
}

export interface TimeSession {
  readonly id: string
  readonly externalId: string | null
  readonly description: string
  readonly person: {
    readonly id: string
    readonly externalId: string | null
    readonly name: string
    readonly email: string | null
  }
  readonly project: Named | null
  readonly task: Named | null
  readonly billable: boolean
  readonly startedAt: string
  readonly endedAt: string | null
  readonly durationSeconds: number | null
  readonly timeZone: string | null
  readonly running: boolean
  readonly overtime: boolean
  readonly status: SessionStatus
  readonly flags: readonly SessionFlag[]
  readonly edits: number
  readonly note: string | null
  readonly approvedStartedAt: string | null
  readonly approvedEndedAt: string | null
}

export interface AuditChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

export interface AuditEntry {
  readonly id: string
  readonly seq: number
  readonly at: string
  readonly actor: { readonly type: string; readonly id: string | null }
  readonly action: string
  readonly sessionId: string | null
  readonly eventId: string | null
  readonly changes: readonly AuditChange[]
  readonly note: string | null
}

export interface AuditVerdict {
  readonly ok: boolean
  readonly entries: number
  readonly firstBadSeq: number | null
}

export interface PersonInput {
  readonly externalId: string | null
  readonly name: string
  readonly email: string | null
  readonly hoursPerMonth: number | null
  readonly enabled: boolean
  readonly notify: boolean
  readonly timeZone: string | null
  readonly overtimeHours: number | null
}

export interface Person extends PersonInput {
  readonly id: string
}

export type Receivers = 'nobody' | 'person' | 'coordinators' | 'both'

export const OCCASIONS = [
  'started',
  'stopped',
  'edited',
  'deleted',
  'added',
  'overtime',
  'decided',
  'problem',
] as const
export type Occasion = (typeof OCCASIONS)[number]

export const WEEK_STARTS = ['monday', 'sunday', 'saturday'] as const
export type WeekStart = (typeof WEEK_STARTS)[number]

export interface TimeSettings {
  readonly overtimeHours: number
  readonly dailyHours: number | null
  readonly weeklyHours: number | null
  readonly coordinators: readonly string[]
  readonly language: 'en' | 'es' | 'ru'
  readonly mails: Readonly<Record<Occasion, Receivers>>
  readonly digestOver: number
  readonly weeklyReport: boolean
  readonly monthlyReport: boolean
  readonly reportZone: string
  readonly reportHour: number
  readonly weekStart: WeekStart
  readonly reportReceivers: Receivers
}

/** Who runs now, and how far each is from the limits. */
export interface OvertimeBoard {
  readonly running: readonly {
    readonly session: TimeSession
    readonly limitHours: number
    readonly seconds: number
    readonly over: boolean
  }[]
  readonly people: readonly {
    readonly person: { readonly id: string; readonly name: string }
    readonly daySeconds: number
    readonly weekSeconds: number
    /** In hours; null: no such limit. */
    readonly dayLimit: number | null
    readonly weekLimit: number | null
  }[]
}

/** Who would have been over other limits, and by how much in all. */
export interface WhatIf {
  readonly from: string
  readonly to: string
  readonly people: readonly {
    readonly personId: string
    readonly name: string
    readonly sessions: number
    readonly sessionSeconds: number
    readonly days: number
    readonly daySeconds: number
    readonly weeks: number
    readonly weekSeconds: number
  }[]
}

export const HOUR_GROUPS = ['person', 'project', 'week', 'day'] as const
export type HourGroup = (typeof HOUR_GROUPS)[number]

export interface HourLine {
  /** The person's or project's id, the day or the first day of the week; null: no project. */
  readonly key: string | null
  readonly name: string | null
  readonly seconds: number
  readonly billableSeconds: number
}

export const MAIL_STATUSES = ['waiting', 'sent', 'failed'] as const
export type MailStatus = (typeof MAIL_STATUSES)[number]

export interface MailLine {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly status: MailStatus
  readonly attempts: number
  readonly lastError: string | null
  readonly createdAt: string
  readonly sentAt: string | null
  /** Null when it waits no more. */
  readonly nextAttemptAt: string | null
  /** The mail that stands for it and others. */
  readonly digestId: string | null
}

export interface Mail extends MailLine {
  /** Empty when it was forgotten. */
  readonly text: string
  readonly attachment: { readonly name: string } | null
}

export const REPORT_KINDS = ['weekly', 'monthly', 'custom'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

export interface Report {
  readonly id: string
  readonly kind: ReportKind
  /** Null: everybody. */
  readonly person: { readonly id: string; readonly name: string } | null
  /** First and last day, both within it. */
  readonly from: string
  readonly to: string
  readonly status: 'waiting' | 'running' | 'done' | 'failed'
  /** How many sessions have been read for it. */
  readonly sessions: number
  readonly error: string | null
  readonly fileName: string
  readonly scheduled: boolean
  readonly mailedTo: readonly string[]
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface ReportInput {
  readonly kind: ReportKind
  readonly personId?: string
  readonly from?: string
  readonly to?: string
  readonly month?: number
  readonly year?: number
  readonly email?: string
}
