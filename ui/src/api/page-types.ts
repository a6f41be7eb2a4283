/** The shapes of the API for tasks on Confluence pages; openapi/platform.json says the same in full. */

export type RunStatus = 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled'

export const PAGE_OUTCOMES = [
  'planned',
  'created',
  'linked-again',
  'skipped-empty',
  'skipped-linked',
  'skipped-excluded',
  'skipped-completed',
  'skipped-no-parent',
  'failed',
  'undone',
  'merged',
  'conflict',
] as const
export type PageOutcome = (typeof PAGE_OUTCOMES)[number]

interface PageRunFacts {
  readonly id: string
  readonly kind: 'sync' | 'undo'
  readonly dryRun: boolean
  readonly status: RunStatus
  /** The run that this one takes back. */
  readonly undoes: string | null
  readonly error: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly pages: { readonly total: number; readonly finished: number }
}

export interface PageRunLine extends PageRunFacts {
  readonly firstPage: string | null
}

export interface SyncRequest {
  readonly pageUrls: readonly string[]
  readonly includeDescendants: boolean
  readonly requestedBy: string | null
  readonly daysToDueDate: number
}

/** Null: all of them. */
export interface UndoPart {
  readonly pageIds: readonly string[] | null
  readonly taskIds: readonly string[] | null
}

export interface PageResult {
  readonly pageId: string | null
  readonly pageTitle: string | null
  readonly pageUrl: string
  readonly taskId: string | null
  readonly summary: string
  readonly taskStatus: 'complete' | 'incomplete' | null
  readonly assignee: string | null
  readonly dueDate: string | null
  readonly pageVersionBefore: number | null
  readonly pageVersionAfter: number | null
  readonly issueKey: string | null
  readonly issueUrl: string | null
  readonly parentKey: string | null
  readonly parentUrl: string | null
  readonly context: string
  readonly outcome: PageOutcome
  readonly error: string | null
  readonly notes: readonly string[]
}

export interface PageRun extends PageRunFacts {
  readonly startedBy: { readonly type: string; readonly id: string }
  /** Of a sync. */
  readonly request: SyncRequest | null
  /** Of an undo. */
  readonly part: UndoPart | null
  readonly results: readonly PageResult[]
}

/** What a page held, and holds or would hold. */
export interface RunPage {
  readonly pageId: string
  readonly title: string | null
  readonly url: string
  readonly status: string
  readonly before: string | null
  readonly after: string | null
}

export type Hierarchy =
  | { readonly by: 'parent' | 'epic-link' }
  | { readonly by: 'issue-link'; readonly linkType: string; readonly direction: 'inward' | 'outward' }
  | { readonly by: 'custom-field'; readonly fieldId: string }
  | { readonly by: 'jql'; readonly template: string }

export interface PageTaskSettings {
  readonly taskIssueType: string
  readonly parentIssueTypes: readonly string[]
  readonly parentField: string | null
  readonly extraFields: Readonly<Record<string, unknown>>
  readonly doneStatus: string
  readonly undoStatus: string
  readonly completedTasks: 'create' | 'skip'
  readonly keepTasks: boolean
  readonly applicationLink: { readonly name: string; readonly serverId: string } | null
  readonly relinkThreshold: number
  readonly hierarchy: Hierarchy
  readonly vanished: 'report' | 'archive' | 'keep'
}

export const PROJECT_MODES = ['pages', 'relink'] as const
export type ProjectMode = (typeof PROJECT_MODES)[number]

export const PROJECT_OUTCOMES = [
  'planned',
  'created',
  'retitled',
  'moved',
  'relinked',
  'archived',
  'reported',
  'unchanged',
  'kept',
  'stays',
  'failed',
  'conflict',
] as const
export type ProjectOutcome = (typeof PROJECT_OUTCOMES)[number]

export const PROJECT_ACTIONS = ['create', 'retitle', 'move', 'relink', 'vanished', 'keep', 'page'] as const
export type ProjectAction = (typeof PROJECT_ACTIONS)[number]

export interface ProjectRequest {
  readonly projectPageUrl: string
  readonly projectKey: string
  readonly mode: ProjectMode
}

export interface ProjectRunLine extends ProjectRequest {
  readonly id: string
  readonly dryRun: boolean
  readonly status: RunStatus
  readonly error: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface ProjectResult {
  readonly action: ProjectAction
  readonly issueKey: string | null
  readonly issueSummary: string
  readonly issueUrl: string | null
  /** The issue that a reference named before. */
  readonly previousKey: string | null
  /** The issue above it. */
  readonly parentKey: string | null
  /** From 0 to 1. */
  readonly likeness: number | null
  readonly pageId: string | null
  readonly pageTitle: string | null
  readonly pageUrl: string | null
  readonly parentPageId: string | null
  readonly outcome: ProjectOutcome
  readonly error: string | null
}

export interface ProjectRun extends ProjectRunLine {
  readonly pages: { readonly total: number; readonly finished: number }
  readonly notes: readonly string[]
  readonly results: readonly ProjectResult[]
}
