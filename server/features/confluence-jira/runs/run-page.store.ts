import type { WorkspaceScope } from '../../../shared/scope.ts'
import { slicesOf } from '../../../shared/slices-of.ts'
import { ROWS_AT_ONCE, type Db } from '../../../storage/db.ts'
import type { RunPage } from './run.ts'

const COLUMNS = [
  'place',
  'pageId',
  'title',
  'url',
  'status',
  'versionBefore',
  'versionAfter',
  'storageBefore',
  'storageAfter',
  'anchors',
  'error',
] as const

/** Without what the page holds. */
export type PageLine = Omit<RunPage, 'storageBefore' | 'storageAfter' | 'anchors'>

const LINE = ['place', 'pageId', 'title', 'url', 'status', 'versionBefore', 'versionAfter', 'error'] as const

type NewPage = Pick<RunPage, 'place' | 'pageId' | 'title' | 'url' | 'status' | 'error'>

/** Those that the run has already stay as they are. */
export async function insertPages(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { runId, pages }: { readonly runId: string; readonly pages: readonly NewPage[] },
): Promise<void> {
  for (const slice of slicesOf(pages, ROWS_AT_ONCE))
    await db
      .insertInto('pageTaskPages')
      .values(slice.map((page) => ({ ...page, workspaceId, runId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

export async function listPageLines(db: Db, scope: WorkspaceScope, runId: string): Promise<PageLine[]> {
  return db
    .selectFrom('pageTaskPages')
    .select(LINE)
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .orderBy('place')
    .execute()
}

export async function findRunPage(
  db: Db,
  scope: WorkspaceScope,
  { runId, pageId }: { readonly runId: string; readonly pageId: string },
): Promise<RunPage | undefined> {
  const row = await db
    .selectFrom('pageTaskPages')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .where('pageId', '=', pageId)
    .executeTakeFirst()
  // Only this store writes it, from values of this type.
  return row && { ...row, anchors: row.anchors as RunPage['anchors'] }
}

export interface PageChange extends Partial<
  Pick<
    RunPage,
    | 'status'
    | 'title'
    | 'url'
    | 'versionBefore'
    | 'versionAfter'
    | 'storageBefore'
    | 'storageAfter'
    | 'anchors'
    | 'error'
  >
> {
  readonly runId: string
  readonly pageId: string
}

/** Only where the run is held. */
export async function updatePage(
  db: Db,
  scope: WorkspaceScope,
  { runId, pageId, anchors, ...change }: PageChange,
): Promise<void> {
  await db
    .updateTable('pageTaskPages')
    .set({ ...change, ...(anchors === undefined ? {} : { anchors: JSON.stringify(anchors) }) })
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .where('pageId', '=', pageId)
    .execute()
}
