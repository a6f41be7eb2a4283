import type { Selectable } from 'kysely'
import type { ProjectPagesTable, ProjectSyncResultsTable } from '../../../storage/tables/project-sync.ts'

/** What has become of an issue's page, or of a reference; the words that people read are in `error`. */
export type ProjectOutcome =
  /** Nothing yet, or a dry run: it would be done. */
  | 'planned'
  | 'created'
  | 'retitled'
  | 'moved'
  | 'unchanged'
  | 'archived'
  | 'reported'
  | 'kept'
  | 'relinked'
  | 'stays'
  | 'failed'
  | 'conflict'

export interface ProjectResult extends Omit<
  Selectable<ProjectSyncResultsTable>,
  'workspaceId' | 'runId' | 'outcome'
> {
  readonly outcome: ProjectOutcome
}

/** The pages of a project’s issues below a page. */
export interface TreeName {
  /** The Confluence that they are in. */
  readonly connectionId: string
  readonly rootPageId: string
  readonly projectKey: string
}

/** An issue's page, as the last sync left it; without its id: its creation may have left. */
export type ProjectPage = Omit<Selectable<ProjectPagesTable>, 'workspaceId' | 'updatedAt'>
