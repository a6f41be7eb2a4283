import {
  beginPage,
  notePageMade,
} from '../../../server/features/confluence-jira/project/project-page.store.ts'
import { replaceProjectResults } from '../../../server/features/confluence-jira/project/project-result.store.ts'
import type { ProjectResult } from '../../../server/features/confluence-jira/project/project-run.ts'
import { beginRun, endRun, insertRun } from '../../../server/features/confluence-jira/runs/page-run.store.ts'
import { insertPages } from '../../../server/features/confluence-jira/runs/run-page.store.ts'
import { DEFAULTS } from '../../../server/features/confluence-jira/settings/settings.schemas.ts'
import { systemScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import { aPage, driverOf, PAGE } from './keep-page-runs.ts'

export const projectRunOf = (workspaceId: string): string => `project-run-of-${workspaceId}`
export const issuePageOf = (workspaceId: string): string => `page-of-${workspaceId}`
export const treeOf = (workspaceId: string) => ({
  connectionId: `confluence-of-${workspaceId}`,
  rootPageId: PAGE,
  projectKey: 'OPS',
})

export const sentAt = new Date('2026-03-02T09:00:00Z')

export function aPageResult(issueKey: string): ProjectResult {
  return {
    pagePlace: 0,
    place: 0,
    action: 'create',
    issueId: '1',
    issueKey,
    issueSummary: 'an issue',
    previousKey: null,
    parentKey: null,
    likeness: null,
    pageId: PAGE,
    pageTitle: 'a page',
    pageUrl: null,
    parentPageId: null,
    outcome: 'planned',
    error: null,
  }
}

/** A run that has made the page of an issue, and left another one open. Resolves to its id. */
export async function keepProjectRuns(
  db: Db,
  { workspaceId }: { readonly workspaceId: string },
): Promise<string> {
  const scope = systemScope(workspaceId, 'test')
  const [id, driver] = [projectRunOf(workspaceId), driverOf(workspaceId)]
  return inWorkspace(db, scope, async (tx) => {
    await insertRun(tx, scope, {
      id,
      kind: 'pages',
      dryRun: false,
      request: { projectPageUrl: 'https://elsewhere.example/x', projectKey: 'OPS' },
      settings: DEFAULTS,
      undoes: null,
      requestedBy: scope.actor,
      createdAt: sentAt,
    })
    await beginRun(tx, scope, { id, driver, at: sentAt })
    await insertPages(tx, scope, { runId: id, pages: [aPage(`https://${workspaceId}.example`)] })
    const results = [aPageResult(`PAGE-OF-${workspaceId}`)]
    await replaceProjectResults(tx, scope, { runId: id, pagePlace: 0, results })
    const tree = treeOf(workspaceId)
    const page = { ...tree, issueKey: 'OPS-1', title: 'a page', parentPageId: PAGE, replaces: null }
    for (const issueId of ['1', '2']) await beginPage(tx, scope, { ...page, issueId, at: sentAt })
    const sent = { ...tree, issueId: '1', sentAt }
    await notePageMade(tx, scope, { sent, pageId: issuePageOf(workspaceId), at: sentAt })
    await endRun(tx, scope, { id, driver, status: 'completed', error: null, at: sentAt })
    return id
  })
}
