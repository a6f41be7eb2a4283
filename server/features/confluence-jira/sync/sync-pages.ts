import { createShares } from '../../../platform/outbound/index.ts'
import { eachOf } from '../../../shared/each-of.ts'
import { listResults } from '../runs/result.store.ts'
import type { SyncContext } from '../runs/run-context.ts'
import { findPageLine, listPageLines } from '../runs/run-page.store.ts'
import { runPages } from '../runs/run-pages.ts'
import { findPages } from './find-pages.ts'
import { parentFinder } from './find-parent.ts'
import { planPage } from './plan-page.ts'
import { previewPage } from './preview-page.ts'
import { taskSync } from './sync-task.ts'
import { writePage } from './write-page.ts'

// Of all pages together, in the order of the pages: they come to their end one after the other, while others are read and written.
const TASKS_AT_ONCE = 32

/** Finds the pages, then brings each of them to its end; what is done already is not done again. */
export async function syncPages(context: SyncContext): Promise<void> {
  const { run, scope } = context
  if (!run.hasPages) await findPages(context)
  const findParent = parentFinder(context)
  const tasks = taskSync(context)
  const turns = createShares(TASKS_AT_ONCE)
  const lines = await context.read((tx) => listPageLines(tx, scope, run.id))
  await runPages(context, lines, async ({ pageId, status }) => {
    const ofPage = { runId: run.id, pageId }
    if (status === 'found') await planPage(context, findParent, pageId)
    const page = await context.read((tx) => findPageLine(tx, scope, ofPage))
    if (page?.status !== 'planned' && page?.status !== 'writing') return
    const results = await context.read((tx) => listResults(tx, scope, ofPage))
    const open = results.filter(({ outcome }) => outcome === 'planned')
    await eachOf(open, open.length, (task) =>
      turns.run(run.id, undefined, async () => {
        context.signal.throwIfAborted()
        await (run.dryRun ? tasks.preview(page, task) : tasks.sync(page, task))
      }),
    )
    await (run.dryRun ? previewPage(context, pageId) : writePage(context, { pageId, status: page.status }))
  })
}
