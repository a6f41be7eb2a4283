import type { Selectable } from 'kysely'
import type { AssigneeReference } from '../pages/task-words.ts'
import type { TaskContext } from '../pages/task-context.ts'
import type { Anchor } from '../pages/replace-tasks.ts'
import type { PageTaskSettings } from '../settings/settings.schemas.ts'
import type {
  PageTaskPagesTable,
  PageTaskResultsTable,
  PageTaskRunsTable,
} from '../../../storage/tables/page-tasks.ts'

export interface SyncRequest {
  /** As they were pasted. */
  readonly pageUrls: readonly string[]
  readonly includeDescendants: boolean
  /** For whom, in the issues' words; null: nobody is named. */
  readonly requestedBy: string | null
  /** For tasks without a date of their own. */
  readonly daysToDueDate: number
}

export interface UndoRequest {
  /** Of these pages, and these tasks of them; null: all. */
  readonly pageIds: readonly string[] | null
  readonly taskIds: readonly string[] | null
}

export interface ProjectRequest {
  /** As it was pasted. */
  readonly projectPageUrl: string
  /** Of a project, or of an issue that its project hangs below. */
  readonly projectKey: string
}

export type RunStatus = PageTaskRunsTable['status']

interface RunRow extends Omit<
  Selectable<PageTaskRunsTable>,
  'workspaceId' | 'request' | 'settings' | 'requestedBy' | 'notes' | 'kind' | 'driver'
> {
  readonly settings: PageTaskSettings
  readonly requestedBy: { readonly type: string; readonly id: string }
  /** What was decided for the run as a whole, in words. */
  readonly notes: readonly string[]
}

export type Run = RunRow &
  (
    | { readonly kind: 'sync'; readonly request: SyncRequest }
    | { readonly kind: 'undo'; readonly request: UndoRequest }
    | { readonly kind: 'relink' | 'pages'; readonly request: ProjectRequest }
  )

export type TaskRun = Extract<Run, { readonly kind: 'sync' | 'undo' }>
export type ProjectRun = Extract<Run, { readonly kind: 'relink' | 'pages' }>

interface RunsOf {
  readonly 'page-tasks': TaskRun
  readonly 'project-sync': ProjectRun
}

/** Whose routes show a run. */
export type RunFeature = keyof RunsOf
export type RunOf<Feature extends RunFeature> = RunsOf[Feature]

export const KINDS_OF = {
  'page-tasks': ['sync', 'undo'],
  'project-sync': ['relink', 'pages'],
} as const satisfies Record<RunFeature, readonly Run['kind'][]>

export function featureOf({ kind }: Pick<Run, 'kind'>): RunFeature {
  return kind === 'relink' || kind === 'pages' ? 'project-sync' : 'page-tasks'
}

/** One without its id is an address that leads to no page. */
export interface RunPage extends Omit<Selectable<PageTaskPagesTable>, 'workspaceId' | 'runId' | 'anchors'> {
  readonly anchors: readonly Anchor[]
}

/** What has become of a task; the words that people read are in `error`. */
export type Outcome =
  /** Nothing yet, or a dry run: it would be. */
  | 'planned'
  | 'created'
  /** An earlier run has made it. */
  | 'linked-again'
  | 'skipped-empty'
  | 'skipped-linked'
  | 'skipped-excluded'
  | 'skipped-completed'
  | 'skipped-no-parent'
  | 'failed'
  | 'undone'
  /** Taken back around what people have changed since. */
  | 'merged'
  | 'conflict'

/** Whom a task names; by name as soon as Jira has told it. */
export type Assignee = AssigneeReference & { readonly name?: string }

export interface TaskResult extends Omit<
  Selectable<PageTaskResultsTable>,
  'workspaceId' | 'runId' | 'assignee' | 'context' | 'outcome' | 'notes'
> {
  readonly assignee: Assignee | null
  readonly context: TaskContext
  readonly outcome: Outcome
  /** What could not be taken as it was wished, in words. */
  readonly notes: readonly string[]
}
