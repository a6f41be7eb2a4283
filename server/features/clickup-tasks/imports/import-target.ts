import type { WorkspaceScope } from '../../../shared/scope.ts'

/** What an import was started with; which of these a target reads is its own affair. */
export interface ImportChoices {
  readonly filter: 'all' | 'without-huntflow-tag'
  readonly includeClosed: boolean
  readonly includeSubtasks: boolean
  readonly accountId: string | null
  readonly vacancyId: string | null
  readonly includeComments: boolean
}

export interface ImportedTask extends ImportChoices {
  readonly taskId: string
  readonly importId: string
  /** When it was first taken up; what its target has failed in before that is to be tried again. */
  readonly begunAt: Date
  /** Aborted when the process stops: the task is begun again later. */
  readonly signal: AbortSignal
}

export type ImportOutcome =
  | { readonly outcome: 'succeeded' }
  | { readonly outcome: 'failed'; readonly error: string }
  /** Not at its end yet: it is looked at again, and holds up no other task. */
  | { readonly outcome: 'pending'; readonly retryAfterMs: number }

/** Where tasks go. A task may be run twice, as after a crash: the second time must find what the first one did. */
export interface ImportTarget {
  run(scope: WorkspaceScope, task: ImportedTask): Promise<ImportOutcome>
}
