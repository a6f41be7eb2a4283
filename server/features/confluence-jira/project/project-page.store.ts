import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { ProjectPage, TreeName } from './project-run.ts'

const COLUMNS = [
  'connectionId',
  'rootPageId',
  'projectKey',
  'issueId',
  'issueKey',
  'status',
  'sentAt',
  'pageId',
  'title',
  'parentPageId',
] as const

const KEY = ['workspaceId', 'connectionId', 'rootPageId', 'projectKey', 'issueId'] as const

export async function listProjectPages(
  db: Db,
  scope: WorkspaceScope,
  { connectionId, rootPageId, projectKey }: TreeName,
): Promise<ProjectPage[]> {
  return db
    .selectFrom('projectPages')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', connectionId)
    .where('rootPageId', '=', rootPageId)
    .where('projectKey', '=', projectKey)
    .orderBy('issueId')
    .execute()
}

interface NewProjectPage extends TreeName {
  readonly issueId: string
  readonly issueKey: string
  readonly title: string
  readonly parentPageId: string
  /** The page that was the issue's and was deleted; null: it had none. */
  readonly replaces: string | null
  readonly at: Date
}

/** Before the creation leaves. False when another run has begun one meanwhile. */
export async function beginPage(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { replaces, at, ...page }: NewProjectPage,
): Promise<boolean> {
  const fresh = { ...page, status: 'sending', sentAt: at, pageId: null, updatedAt: at } as const
  const row = await db
    .insertInto('projectPages')
    .values({ workspaceId, ...fresh })
    .onConflict((conflict) =>
      conflict
        .columns([...KEY])
        .doUpdateSet(fresh)
        .where('projectPages.status', '=', 'made')
        .where('projectPages.pageId', '=', replaces ?? ''),
    )
    .returning('issueId')
    .executeTakeFirst()
  return row !== undefined
}

interface Sent extends TreeName {
  readonly issueId: string
  readonly sentAt: Date
}

/** Only where it is still the same creation. */
export async function notePageMade(
  db: Db,
  scope: WorkspaceScope,
  { sent, pageId, at }: { readonly sent: Sent; readonly pageId: string; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('projectPages')
    .set({ status: 'made', pageId, updatedAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', sent.connectionId)
    .where('rootPageId', '=', sent.rootPageId)
    .where('projectKey', '=', sent.projectKey)
    .where('issueId', '=', sent.issueId)
    .where('status', '=', 'sending')
    .where('sentAt', '=', sent.sentAt)
    .execute()
}

/** Nothing has left, it was refused, or it has left no page. */
export async function dropSentPage(db: Db, scope: WorkspaceScope, sent: Sent): Promise<void> {
  await db
    .deleteFrom('projectPages')
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', sent.connectionId)
    .where('rootPageId', '=', sent.rootPageId)
    .where('projectKey', '=', sent.projectKey)
    .where('issueId', '=', sent.issueId)
    .where('status', '=', 'sending')
    .where('sentAt', '=', sent.sentAt)
    .execute()
}

interface Remembered extends TreeName {
  readonly issueId: string
  /** As it was read; another page's row is not changed. */
  readonly pageId: string
  readonly change: Partial<Pick<ProjectPage, 'issueKey' | 'title' | 'parentPageId'>>
  readonly at: Date
}

/** What the sync has left. */
export async function rememberPage(
  db: Db,
  scope: WorkspaceScope,
  { change, at, ...of }: Remembered,
): Promise<void> {
  await db
    .updateTable('projectPages')
    .set({ ...change, updatedAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', of.connectionId)
    .where('rootPageId', '=', of.rootPageId)
    .where('projectKey', '=', of.projectKey)
    .where('issueId', '=', of.issueId)
    .where('pageId', '=', of.pageId)
    .execute()
}

/** It is nobody's page any more. */
export async function forgetPage(
  db: Db,
  scope: WorkspaceScope,
  { connectionId, rootPageId, projectKey, pageId }: TreeName & { readonly pageId: string },
): Promise<void> {
  await db
    .deleteFrom('projectPages')
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', connectionId)
    .where('rootPageId', '=', rootPageId)
    .where('projectKey', '=', projectKey)
    .where('pageId', '=', pageId)
    .execute()
}
