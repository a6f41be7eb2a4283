import type { ConfluencePage, PageSummary } from '../../../connectors/confluence/index.ts'
import type { JiraIssue } from '../../../connectors/jira/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { isOutcomeUnknown, LookLater } from '../../../platform/outbound/index.ts'
import type { Tx } from '../../../storage/db.ts'
import { findIssueMacros } from '../pages/find-issue-macros.ts'
import { issuePlaceOf, showIssue } from '../issues/show-issue.ts'
import { macroIdOf, markupOf } from '../pages/issue-reference.ts'
import { readStorage } from '../pages/read-storage.ts'
import type { ProjectContext } from '../runs/run-context.ts'
import { beginPage, dropSentPage, listProjectPages, notePageMade } from './project-page.store.ts'
import type { ProjectPage, TreeName } from './project-run.ts'
import type { TreeState } from './tree-state.ts'

export interface WantedPage {
  readonly issue: JiraIssue
  readonly title: string
  readonly parentPageId: string
  /** Stored together with the page. */
  readonly note: (tx: Tx, page: ConfluencePage) => Promise<void>
}

// After the creation has left. The last one is later than any request of ours may take.
const LOOKS_MS = [5_000, 30_000, 120_000] as const

/** Makes the page of an issue. That it leaves is stored before; throws LookLater where nobody knows whether it has arrived. */
export async function createPage(
  context: ProjectContext,
  state: TreeState,
  { issue, title, parentPageId, note }: WantedPage,
): Promise<ConfluencePage> {
  const { scope, confluence, deps } = context
  const at = deps.clock.now()
  const replaces = state.known.get(issue.id)?.pageId ?? null
  const page = { ...state.name, issueId: issue.id, issueKey: issue.key, title, parentPageId, replaces, at }
  const later = new LookLater(new Date(at.getTime() + LOOKS_MS[0]))
  if (!(await context.save((tx) => beginPage(tx, scope, page)))) throw later
  const sent = { ...state.name, issueId: issue.id, sentAt: at }
  context.signal.throwIfAborted()
  const storage = storageOf(context, state, issue)
  const made = await confluence
    .createPage({ spaceKey: state.root.spaceKey, parentId: parentPageId, title, storage })
    .catch(async (error: unknown) => {
      // An aborted request may have arrived.
      context.signal.throwIfAborted()
      if (!(error instanceof BudgetExhausted) && isOutcomeUnknown(error)) throw later
      await context.save((tx) => dropSentPage(tx, scope, sent))
      throw error
    })
  await context.save(async (tx) => {
    await notePageMade(tx, scope, { sent, pageId: made.id, at: deps.clock.now() })
    await note(tx, made)
  })
  return made
}

function storageOf(
  context: ProjectContext,
  { root, rootDocument }: TreeState,
  { id, key }: JiraIssue,
): string {
  const shown = showIssue(issuePlaceOf(context), key, rootDocument)
  const macroId = macroIdOf({ runId: context.run.id, pageId: root.id, taskId: id })
  return `<p>${markupOf(shown.as === 'macro' ? { ...shown, showSummary: true } : shown, macroId)}</p>`
}

interface Tree {
  readonly name: TreeName
  readonly spaceKey: string
}

/** Finds out what became of creations without an answer. Throws LookLater until that is known. */
export async function settleCreations(context: ProjectContext, tree: Tree): Promise<void> {
  const { scope, deps } = context
  const pages = await context.read((tx) => listProjectPages(tx, scope, tree.name))
  const later: Date[] = []
  for (const page of pages.filter(({ status }) => status === 'sending')) {
    const made = await findMade(context, tree, page)
    const at = deps.clock.now()
    const next = LOOKS_MS.map((ms) => new Date(page.sentAt.getTime() + ms)).find((look) => look > at)
    if (made !== undefined)
      await context.save((tx) => notePageMade(tx, scope, { sent: page, pageId: made.id, at }))
    else if (next === undefined) await context.save((tx) => dropSentPage(tx, scope, page))
    else later.push(next)
  }
  const [first] = later.toSorted((a, b) => a.getTime() - b.getTime())
  if (first !== undefined) throw new LookLater(first)
}

/** No two pages of a space have one title, so it is the page; what people made just then shows another issue, or none. */
async function findMade(
  { confluence }: ProjectContext,
  { spaceKey }: Tree,
  { title, parentPageId, issueKey }: ProjectPage,
): Promise<PageSummary | undefined> {
  const found = await confluence.findPage(spaceKey, title)
  if (found?.parentId !== parentPageId) return undefined
  const reading = readStorage((await confluence.readPage(found.id)).storage)
  const isOurs =
    reading.outcome === 'read' && findIssueMacros(reading.document).some(({ key }) => key === issueKey)
  return isOurs ? found : undefined
}
