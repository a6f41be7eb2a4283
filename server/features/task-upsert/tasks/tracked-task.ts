import type { ClickupDue, PriorityNumber } from '../../../connectors/clickup/index.ts'

/** A task as it was pushed, once it has been read: cut to what ClickUp takes. Null: not given, so it stays as it is. */
export interface WantedTask {
  readonly title: string
  /** Markdown, without our marker. */
  readonly description: string | null
  readonly priority: PriorityNumber | null
  readonly status: string | null
  /** ISO 8601 instant, and whether the time of day counts. */
  readonly due: { readonly at: string; readonly hasTime: ClickupDue['hasTime'] } | null
  readonly tags: readonly string[] | null
  readonly assigneeEmails: readonly string[] | null
  /** By id or name of the field. */
  readonly customFields: Readonly<Record<string, unknown>> | null
  /** Their contents are kept beside until they are in ClickUp. */
  readonly files: readonly { readonly sha256: string; readonly name: string }[]
  /** Null: as the settings say. */
  readonly announce: boolean | null
  /** What was not taken as it was pushed, in words. */
  readonly cuts: readonly string[]
}

/** What is in ClickUp by us, or on its way there: what of it people have changed since stays theirs. */
export interface AppliedTask extends Omit<WantedTask, 'files' | 'cuts'> {
  readonly assigneeIds: readonly string[]
  /** Of the tags and of the assignees: sent, and not answered, so that they may be there or not. */
  readonly doubtfulTags: readonly string[]
  readonly doubtfulAssigneeIds: readonly string[]
  /** What each field has by us, as JSON, by the id of the field; marked when it was sent, and not answered. */
  readonly fields: Readonly<Record<string, string>>
  /** The field that holds the marker; null: the description does. */
  readonly markerFieldId: string | null
}

/** Who is at the task, as ClickUp has confirmed. */
export interface Claimant {
  readonly slackUserId: string
  readonly name: string
  readonly clickupUserId: string
}

export type TaskEventKind =
  | 'pushed'
  | 'created'
  | 'updated'
  | 'recreated'
  | 'adopted'
  | 'gone'
  | 'failed'
  | 'announced'
  | 'announcing-failed'
  | 'claimed'
  | 'claim-lost'
  | 'claim-failed'
  | 'released'
  | 'taken-over'
