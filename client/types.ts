/** A file that comes with a task; the same bytes are attached once. */
export interface PushedFile {
  /** With its ending, such as `report.pdf`; at most 255 characters. */
  readonly name: string
  /** Media type, such as `application/pdf`. */
  readonly mimeType?: string
  /** The bytes in Base64, at most 5 MB of them. */
  readonly contentBase64: string
}

/** A task as you want it to be. What you leave out stays as it is in ClickUp. */
export interface PushedTask {
  /** Your own id of it, 1 to 200 characters: the same id in the same list is the same task. */
  readonly internalId: string
  /** Name of the task, 1 to 10,000 characters. */
  readonly title: string
  /** Markdown, at most 500,000 characters. */
  readonly description?: string
  /** 1 urgent, 2 high, 3 normal, 4 low. */
  readonly priority?: number
  /** The tags that it is to have from you; those that people have added stay. At most 50. */
  readonly tags?: readonly string[]
  /** A status of the list; an unknown one becomes the first of the list, with a note. */
  readonly status?: string
  /** A day (`2026-12-24`) or an instant with its offset (`2026-12-24T17:00:00Z`). */
  readonly dueDate?: string
  /** Who is to be assigned by you, at most 20; left out: the default of the settings, for a new task. */
  readonly assigneeEmails?: readonly string[]
  /** Values by name or id of the field; options by their names, days as `2026-12-24`, null clears. */
  readonly customFields?: Readonly<Record<string, unknown>>
  /** At most 10. */
  readonly attachments?: readonly PushedFile[]
  /** ClickUp's id of the list; left out: the list of the settings. */
  readonly listId?: string
  /** Whether Slack is told; left out: as the settings say. */
  readonly announce?: boolean
}

/**
 * `created`, `updated`, `unchanged`: the task is in ClickUp as you want it. `unknown`: it may be there and is looked for. `pending`: Switchyard
 * keeps it and will do it. `failed`: `error` says why; push it again.
 */
export type UpsertOutcome = 'created' | 'updated' | 'unchanged' | 'unknown' | 'pending' | 'failed'

/** What became of one task. */
export interface UpsertResult {
  readonly outcome: UpsertOutcome
  /** Of its entry in the ledger. */
  readonly id: string
  /** Yours. */
  readonly internalId: string
  /** ClickUp's id; null until it is known. */
  readonly taskId: string | null
  /** Where people see the task; null until it is known. */
  readonly url: string | null
  /** What could not be taken as it was pushed, in words. */
  readonly notes: readonly string[]
  /** What went wrong, and what to do. */
  readonly error: string | null
}

/** Which entries of the ledger; all that is given must hold. */
export interface LedgerQuery {
  readonly internalId?: string
  /** ClickUp's id of the list. */
  readonly listId?: string
  readonly status?: 'waiting' | 'done' | 'failed' | 'claimed' | 'unclaimed'
  /** Part of the internal id or the title. */
  readonly search?: string
  /** `nextCursor` of the page before. */
  readonly cursor?: string
  /** 1 to 200; left out: 50. */
  readonly limit?: number
}

/** Who is at a task, as ClickUp has confirmed. */
export interface LedgerClaimant {
  readonly slackUserId: string
  readonly name: string
  readonly clickupUserId: string
}

/** The message in Slack. `unknown`: it may be there and cannot be found; it is not posted again by itself. */
export interface LedgerMessage {
  readonly status: 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed'
  readonly channel: string | null
  readonly error: string | null
}

/** One task as Switchyard keeps it. Times are ISO 8601. */
export interface LedgerEntry {
  readonly id: string
  readonly internalId: string
  readonly listId: string
  /** As it was pushed last; so are priority and tags. */
  readonly title: string
  readonly priority: number | null
  readonly tags: readonly string[]
  /** Whether ClickUp has what was pushed last. */
  readonly status: 'waiting' | 'done' | 'failed'
  /** Of the last change. */
  readonly outcome: 'created' | 'updated' | 'recreated' | null
  /** A task may have been made whose answer was lost; it is looked for. */
  readonly isUnknown: boolean
  /** It was deleted in ClickUp; the next push makes it again. */
  readonly isGone: boolean
  readonly notes: readonly string[]
  readonly error: string | null
  readonly taskId: string | null
  readonly url: string | null
  readonly claimedBy: LedgerClaimant | null
  readonly claimedAt: string | null
  readonly message: LedgerMessage | null
  readonly pushedAt: string
  readonly createdAt: string
}

export interface LedgerEvent {
  readonly id: string
  readonly kind: string
  /** In words. */
  readonly detail: string | null
  readonly actor: { readonly type: string; readonly id: string }
  readonly at: string
}

export interface LedgerDetail extends LedgerEntry {
  /** Markdown, as it was pushed last. */
  readonly description: string | null
  /** What happened, newest first. */
  readonly events: readonly LedgerEvent[]
}

export interface LedgerPage {
  readonly items: readonly LedgerEntry[]
  /** Where the next page begins; null at the end. */
  readonly nextCursor: string | null
}
