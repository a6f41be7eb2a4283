import {
  beginPage,
  dropSentPage,
  forgetPage,
  listProjectPages,
  notePageMade,
  rememberPage,
} from '../../../server/features/confluence-jira/project/project-page.store.ts'
import {
  listProjectResults,
  noteRelinked,
  replaceProjectResults,
  updateProjectResult,
} from '../../../server/features/confluence-jira/project/project-result.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import type { Tx } from '../../../server/storage/db.ts'
import { PAGE } from './keep-page-runs.ts'
import { aPageResult, issuePageOf, projectRunOf, sentAt, treeOf } from './keep-project-runs.ts'
import type { TwoWorkspaces } from './two-workspaces.ts'

/** What syncs of projects do, with the ids of both workspaces. */
export async function touchProjectRuns(
  tx: Tx,
  scope: WorkspaceScope,
  { mine, theirs }: TwoWorkspaces,
): Promise<void> {
  for (const { workspaceId } of [theirs, mine]) {
    await touchResults(tx, scope, workspaceId)
    await touchPages(tx, scope, workspaceId)
  }
}

async function touchResults(tx: Tx, scope: WorkspaceScope, workspaceId: string): Promise<void> {
  const ofRun = { runId: projectRunOf(workspaceId), pagePlace: 0 }
  await listProjectResults(tx, scope, ofRun)
  await updateProjectResult(tx, scope, { runId: ofRun.runId, place: 0, error: 'an attack' })
  await noteRelinked(tx, scope, ofRun)
  // Only its own: there is no run of the other's to put them into.
  const results = workspaceId === scope.workspaceId ? [aPageResult('AN-1')] : []
  await replaceProjectResults(tx, scope, { ...ofRun, results })
}

async function touchPages(tx: Tx, scope: WorkspaceScope, workspaceId: string): Promise<void> {
  const tree = treeOf(workspaceId)
  const pageId = issuePageOf(workspaceId)
  const at = new Date()
  await listProjectPages(tx, scope, tree)
  await rememberPage(tx, scope, { ...tree, issueId: '1', pageId, change: { title: 'an attack' }, at })
  const sent = { ...tree, issueId: '2', sentAt }
  await notePageMade(tx, scope, { sent, pageId: 'an attack', at })
  await dropSentPage(tx, scope, sent)
  await forgetPage(tx, scope, { ...tree, pageId })
  const page = { ...tree, issueKey: 'AN-1', title: 'an attack', parentPageId: PAGE }
  await beginPage(tx, scope, { ...page, issueId: '1', replaces: pageId, at })
}
