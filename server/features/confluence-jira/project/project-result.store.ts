import type { WorkspaceScope } from '../../../shared/scope.ts'
import { slicesOf } from '../../../shared/slices-of.ts'
import { ROWS_AT_ONCE, type Db } from '../../../storage/db.ts'
import type { ProjectResult } from './project-run.ts'

const COLUMNS = [
  'pagePlace',
  'place',
  'action',
  'issueId',
  'issueKey',
  'issueSummary',
  'previousKey',
  'parentKey',
  'likeness',
  'pageId',
  'pageTitle',
  'pageUrl',
  'parentPageId',
  'outcome',
  'error',
] as const

interface Replacing {
  readonly runId: string
  readonly pagePlace: number
  readonly results: readonly ProjectResult[]
}

/** Those of the page that are there are replaced. */
export async function replaceProjectResults(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { runId, pagePlace, results }: Replacing,
): Promise<void> {
  await db
    .deleteFrom('projectSyncResults')
    .where('workspaceId', '=', workspaceId)
    .where('runId', '=', runId)
    .where('pagePlace', '=', pagePlace)
    .execute()
  for (const slice of slicesOf(results, ROWS_AT_ONCE))
    await db
      .insertInto('projectSyncResults')
      .values(slice.map((result) => ({ ...result, workspaceId, runId, pagePlace })))
      .execute()
}

/** In the order of the run. */
export async function listProjectResults(
  db: Db,
  scope: WorkspaceScope,
  { runId }: { readonly runId: string },
): Promise<ProjectResult[]> {
  const rows = await db
    .selectFrom('projectSyncResults')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .orderBy('pagePlace')
    .orderBy('place')
    .execute()
  // Only this store writes them, from values of this type.
  return rows as ProjectResult[]
}

interface ResultChange extends Partial<
  Pick<ProjectResult, 'outcome' | 'error' | 'pageId' | 'pageUrl' | 'parentPageId'>
> {
  readonly runId: string
  readonly place: number
}

/** Of a run that has one list only. */
export async function updateProjectResult(
  db: Db,
  scope: WorkspaceScope,
  { runId, place, ...change }: ResultChange,
): Promise<void> {
  await db
    .updateTable('projectSyncResults')
    .set(change)
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .where('pagePlace', '=', 0)
    .where('place', '=', place)
    .execute()
}

/** The references of a page lead where they were planned to lead. */
export async function noteRelinked(
  db: Db,
  scope: WorkspaceScope,
  { runId, pagePlace }: Pick<Replacing, 'runId' | 'pagePlace'>,
): Promise<void> {
  await db
    .updateTable('projectSyncResults')
    .set({ outcome: 'relinked' })
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .where('pagePlace', '=', pagePlace)
    .where('outcome', '=', 'planned')
    .execute()
}
