import { findRoot, pageBelow } from '../runs/find-root.ts'
import { isLasting, wordsOf } from '../runs/is-lasting.ts'
import type { SyncContext } from '../runs/run-context.ts'
import type { RunPage } from '../runs/run.ts'
import { noteHasPages } from '../runs/page-run.store.ts'
import { insertPages } from '../runs/run-page.store.ts'

type FoundPage = Pick<RunPage, 'pageId' | 'title' | 'url' | 'status' | 'error'>

/** All pages of the run, stored together; an address that leads to none is a line that says why. */
export async function findPages(context: SyncContext): Promise<void> {
  const { run, scope } = context
  const found = await Promise.all(run.request.pageUrls.map((url) => pagesOf(context, url)))
  const pages = found.flat().map((page, place) => ({ ...page, place }))
  await context.save(async (tx) => {
    await insertPages(tx, scope, { runId: run.id, pages })
    await noteHasPages(tx, scope, { id: run.id, jiraUrl: context.jiraUrl })
  })
}

async function pagesOf(context: SyncContext, url: string): Promise<readonly FoundPage[]> {
  try {
    const { id: pageId, title, url: address } = await findRoot(context.confluence, url)
    const root: FoundPage = { pageId, title, url: address, status: 'found', error: null }
    if (!context.run.request.includeDescendants) return [root]
    const { pages } = await context.confluence.readTree(pageId)
    return [root, ...pages.map((page) => pageBelow(context.confluence, page))]
  } catch (error) {
    if (!isLasting(error)) throw error
    return [noPage(url, wordsOf(error))]
  }
}

function noPage(url: string, error: string): FoundPage {
  return { pageId: null, title: null, url, status: 'failed', error }
}
