import { createShares } from '../../../platform/outbound/index.ts'
import { eachOf } from '../../../shared/each-of.ts'
import { mapTaskIssues } from '../issues/task-issue.store.ts'
import { listResults } from '../runs/result.store.ts'
import type { SyncContext } from '../runs/run-context.ts'
import { listPageLines } from '../runs/run-page.store.ts'
import { runPages, type LineOfPage } from '../runs/run-pages.ts'
import { findPages } from './find-pages.ts'
import { parentFinder } from './find-parent.ts'
import { planPage, type PlannedPage } from './plan-page.ts'
import { previewPage } from './preview-page.ts'
import { taskSync } from './sync-task.ts'
import { writePage } from './write-page.ts'

// Of all pages together, in the order of the pages: they come to their end one after the other, while others are read and written.
const TASKS_AT_ONCE = 32

/** Finds the pages, then brings each of them to its end; what is done already is not done again. */
export async function syncPages(context: SyncContext): Promise<void> {
  const { run, scope } = context
  const { connectionId } = context.confluence
  if (!run.hasPages) await findPages(context)
  const tasks = taskSync(context)
  const findParent = parentFinder(context, tasks.expect)
  const turns = createShares(TASKS_AT_ONCE)
  const lines = await context.read((tx) => listPageLines(tx, scope, run.id))
  await runPages(context, lines, async (line) => {
    const { pageId } = line
    const [{ page, results }, issues] = await Promise.all([
      line.status === 'found' ? planPage(context, findParent, line) : plannedBefore(context, line),
      context.read((tx) => mapTaskIssues(tx, scope, { connectionId, pageId })),
    ])
    if (page.status !== 'planned' && page.status !== 'writing') return
    const open = results.filter(({ outcome }) => outcome === 'planned')
    await eachOf(open, open.length, (task) =>
      turns.run(run.id, undefined, async () => {
        context.signal.throwIfAborted()
        await (run.dryRun ? tasks.preview(page, task) : tasks.sync(page, task, issues.get(task.taskKey)))
      }),
    )
    await (run.dryRun ? previewPage(context, pageId) : writePage(context, page))
  })
}

async function plannedBefore(
  { run, scope, ...context }: SyncContext,
  page: LineOfPage,
): Promise<PlannedPage> {
  const { pageId } = page
  return { page, results: await context.read((tx) => listResults(tx, scope, { runId: run.id, pageId })) }
}
