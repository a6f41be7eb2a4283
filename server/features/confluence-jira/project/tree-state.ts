import type { ConfluencePage } from '../../../connectors/confluence/index.ts'
import type { JiraIssue } from '../../../connectors/jira/index.ts'
import { readStorage, type StorageDocument } from '../pages/read-storage.ts'
import type { ProjectContext } from '../runs/run-context.ts'
import { readSafely } from '../sync/edit-page.ts'
import type { PageTaskSettings } from '../settings/settings.schemas.ts'
import type { KnownPage, PageNow, PageRef } from './page-actions.ts'
import { planPages, type PagePlan } from './plan-pages.ts'
import { listProjectPages } from './project-page.store.ts'
import type { ProjectPage, TreeName } from './project-run.ts'
import type { ProjectRead } from './read-project.ts'

/** A project and its pages, as they were read and as this try has changed them since. */
export interface TreeState {
  readonly name: TreeName
  readonly root: ConfluencePage
  readonly project: ProjectRead
  /** By id. */
  readonly issues: ReadonlyMap<string, JiraIssue>
  /** What the root page holds, as far as it can be read. */
  readonly rootDocument: StorageDocument
  /** By issue id. */
  readonly known: Map<string, KnownPage & Pick<ProjectPage, 'issueKey'>>
  /** By page id. */
  readonly pages: Map<string, PageNow>
  /** Titles of the space that were found to be taken, by whatever. */
  readonly taken: Set<string>
  /** Issues whose page could not be done in this try, and will not be tried again in it. */
  readonly failed: Set<string>
}

export async function readState(
  context: ProjectContext,
  { name, root, project }: Pick<TreeState, 'name' | 'root' | 'project'>,
): Promise<TreeState> {
  const { scope, confluence } = context
  const stored = await context.read((tx) => listProjectPages(tx, scope, name))
  const known = new Map<string, KnownPage & Pick<ProjectPage, 'issueKey'>>()
  for (const { issueId, issueKey, pageId, title, parentPageId } of stored)
    if (pageId !== null) known.set(issueId, { issueKey, pageId, title, parentPageId })
  const pages = new Map<string, PageNow>([[root.id, nowOf(root)]])
  for (const page of (await confluence.readTree(root.id)).pages) pages.set(page.id, nowOf(page))
  // What people have moved out of the tree is not gone.
  const elsewhere = [...known.values()].flatMap(({ pageId }) => (pages.has(pageId) ? [] : [pageId]))
  for (const page of (await confluence.readPages(elsewhere)).pages) pages.set(page.id, nowOf(page))
  const reading = readStorage(root.storage)
  return {
    name,
    root,
    project,
    issues: new Map(project.nodes.map(({ issue }) => [issue.id, issue])),
    rootDocument: reading.outcome === 'read' ? reading.document : readSafely(''),
    known,
    pages,
    taken: new Set(),
    failed: new Set(),
  }
}

function nowOf({ title, parentId }: Pick<ConfluencePage, 'title' | 'parentId'>): PageNow {
  return { title, parentPageId: parentId }
}

/** Undefined: the page is still to be made. */
export function pageIdOf({ known, pages }: TreeState, ref: PageRef): string | undefined {
  const pageId = 'pageId' in ref ? ref.pageId : known.get(ref.issueId)?.pageId
  return pageId !== undefined && pages.has(pageId) ? pageId : undefined
}

type Planning = Pick<TreeState, 'root' | 'project' | 'known' | 'pages' | 'taken'>

/** Of an issue that was not read nobody knows whether it has vanished. */
export function planTree(
  { root, project, known, pages, taken }: Planning,
  { vanished }: Pick<PageTaskSettings, 'vanished'>,
): PagePlan {
  const { actions, reports } = planPages({
    nodes: project.nodes,
    known,
    pages,
    takenTitles: [...[...pages.values()].map(({ title }) => title), ...taken],
    rootPageId: root.id,
    vanished,
  })
  return { reports, actions: project.isCut ? actions.filter((action) => action.do !== 'vanished') : actions }
}
