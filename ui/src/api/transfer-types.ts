import type { Place } from './clickup-types.ts'

/** The shapes of the API for transfers to Huntflow; openapi/platform.json says the same in full. */

/** Without an organisation the organisations, with one what there is in it. */
export interface HuntflowOptions {
  readonly accounts?: readonly Place[]
  readonly vacancies?: readonly (Place & { readonly company: string | null })[]
  readonly statuses?: readonly Place[]
}

export interface TransferInput {
  readonly accountId: string
  readonly vacancyId?: string
  readonly statusId?: string
  readonly includeComments: boolean
}

export const TRANSFER_STATUSES = [
  'waiting',
  'running',
  'needs-decision',
  'completed',
  'failed',
  'abandoned',
] as const
export type TransferStatus = (typeof TRANSFER_STATUSES)[number]

export type TransferStepName =
  | 'read-task'
  | 'choose-resume'
  | 'upload-resume'
  | 'create-applicant'
  | 'add-to-vacancy'
  | 'add-note'
  | 'tag-applicant'
  | 'comment-on-task'
  | 'tag-task'

export interface TransferStep {
  readonly name: TransferStepName
  readonly status: 'open' | 'current' | 'asked' | 'failed' | 'done' | 'skipped'
  readonly detail: string | null
  readonly endedAt: string | null
}

export interface PossibleDuplicate {
  readonly applicantId: string
  readonly name: string | null
}

export interface Transfer {
  readonly id: string
  readonly taskId: string
  readonly taskName: string | null
  readonly taskUrl: string | null
  readonly accountId: string
  readonly vacancyId: string | null
  readonly statusId: string | null
  readonly includeComments: boolean
  readonly status: TransferStatus
  readonly steps: readonly TransferStep[]
  readonly applicantId: string | null
  readonly applicantUrl: string | null
  readonly possibleDuplicates: readonly PossibleDuplicate[]
  readonly error: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly finishedAt: string | null
}

export interface DecisionInput {
  readonly action: 'adopt' | 'retry' | 'abandon'
  readonly applicantId?: string
}
