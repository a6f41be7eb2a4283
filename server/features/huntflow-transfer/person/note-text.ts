import type { ClickupComment, ClickupTask } from '../../../connectors/clickup/index.ts'
import { cut } from './cut.ts'
import type { PersonInTask } from './person-in-task.ts'

interface NoteInput {
  readonly task: Pick<ClickupTask, 'name' | 'url' | 'status' | 'description'>
  readonly person: PersonInTask
  /** Newest first; undefined: not wished. */
  readonly comments: readonly ClickupComment[] | undefined
  readonly placeholder: string | null
  /** By which the note is known again. */
  readonly mark: string
}

/** Huntflow takes no more (facts: huntflow, section 3.2). */
export const MOST_OF_A_NOTE = 65_535
const CUT_SHORT = '\n\n(cut short: the rest is in ClickUp)'

/** What the task says, for those who work in Huntflow only. What identifies the note comes first, so that no length cuts it off. */
export function noteText({ task, person, comments, placeholder, mark }: NoteInput): string {
  const text = [
    [`From ClickUp: ${task.name}`, task.url, mark].join('\n'),
    [
      `Status: ${task.status.name}`,
      ...(placeholder === null ? [] : [placeholder]),
      ...furtherContacts(person),
    ].join('\n'),
    ...(task.description.trim() === '' ? [] : [`Description:\n${task.description.trim()}`]),
    ...(comments === undefined || comments.length === 0
      ? []
      : [`Comments, oldest first:\n${comments.toReversed().map(commentLine).join('\n')}`]),
  ].join('\n\n')
  return text.length <= MOST_OF_A_NOTE ? text : cut(text, MOST_OF_A_NOTE - CUT_SHORT.length) + CUT_SHORT
}

/** An applicant has room for one of each. */
function furtherContacts({ phones, emails, linkedin, rabota }: PersonInTask): readonly string[] {
  return [
    ...phones.slice(1).map((phone) => `Phone: ${phone}`),
    ...emails.slice(1).map((email) => `E-mail: ${email}`),
    ...linkedin.map((link) => `LinkedIn: ${link}`),
    ...rabota.map((link) => `rabota.by: ${link}`),
  ]
}

function commentLine({ writtenAt, author, text }: ClickupComment): string {
  return `${writtenAt.toISOString().slice(0, 16).replace('T', ' ')} ${author.name}: ${text.trim()}`
}
