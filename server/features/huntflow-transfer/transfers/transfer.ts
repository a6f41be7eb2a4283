import type { ParsedResume } from '../../../connectors/huntflow/index.ts'

/** In this order, each stored when it is done. */
export const STEPS = [
  'read-task',
  'choose-resume',
  'upload-resume',
  'create-applicant',
  'add-to-vacancy',
  'add-note',
  'tag-applicant',
  'comment-on-task',
  'tag-task',
] as const
export type StepName = (typeof STEPS)[number]

export const STATUSES = ['waiting', 'running', 'needs-decision', 'completed', 'failed', 'abandoned'] as const
export type TransferStatus = (typeof STATUSES)[number]

/** A step that is over. */
interface EndedStep {
  readonly name: StepName
  readonly outcome: 'done' | 'skipped'
  /** For people: what came of it, or why it was skipped. */
  readonly detail: string | null
  readonly endedAt: string
}

export interface PossibleDuplicate {
  readonly applicantId: string
  /** Null where Huntflow does not show it. */
  readonly name: string | null
}

/** What the steps gave, for those after them. */
export interface TransferData {
  readonly steps: readonly EndedStep[]
  readonly task?: { readonly name: string; readonly url: string }
  readonly resume?: { readonly attachmentId: string; readonly title: string }
  readonly file?: { readonly id: number; readonly photoId: number | null }
  /** Forgotten when the applicant is made of it. */
  readonly parsed?: ParsedResume | null
  /** Whom somebody has decided to go on with. */
  readonly chosenApplicantId?: string
  readonly applicantId?: string
  readonly applicantUrl?: string
  readonly placeholder?: string | null
  readonly possibleDuplicates?: readonly PossibleDuplicate[]
}

export const NO_DATA: TransferData = { steps: [] }

/** Known again by this wherever it was written; nobody writes it by chance. */
export function markOf(transferId: string): string {
  return `Transfer ${transferId}`
}

export function isOver(data: TransferData, step: StepName): boolean {
  return data.steps.some(({ name }) => name === step)
}
