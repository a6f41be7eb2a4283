import { eachOf } from '../../../shared/each-of.ts'
import { replaceResults, listResults } from '../runs/result.store.ts'
import type { UndoContext } from '../runs/run-context.ts'
import { insertPages, listPageLines, updatePage } from '../runs/run-page.store.ts'
import { noteHasPages } from '../runs/page-run.store.ts'
import type { TaskResult } from '../runs/run.ts'
import { runPages } from '../runs/run-pages.ts'
import { undoIssue } from './undo-issue.ts'
import { undoPage } from './undo-page.ts'

const ISSUES_AT_ONCE = 4

/** Takes back what a run has done: each page around what people have changed since, and the issues of the tasks that are back. */
export async function undoPages(context: UndoContext): Promise<void> {
  const { run, scope } = context
  if (!run.hasPages) await adoptPages(context)
  const lines = await context.read((tx) => listPageLines(tx, scope, run.id))
  await runPages(context, lines, async ({ pageId, status }) => {
    if (status !== 'planned' || run.dryRun) await undoPage(context, pageId)
    if (run.dryRun) return
    const results = await context.read((tx) => listResults(tx, scope, { runId: run.id, pageId }))
    const back = results.filter(({ outcome }) => outcome === 'undone' || outcome === 'merged')
    await eachOf(back, ISSUES_AT_ONCE, (task) => undoIssue(context, task))
    await context.save((tx) => updatePage(tx, scope, { runId: run.id, pageId, status: 'written' }))
  })
}

/** The pages with issues that the run has made or found again, and those of their tasks that are meant. */
async function adoptPages({ run, scope, ...context }: UndoContext): Promise<void> {
  const { pageIds, taskIds } = run.request
  const undone = run.undoes ?? ''
  const lines = await context.read((tx) => listPageLines(tx, scope, undone))
  const listed = await context.read((tx) => listResults(tx, scope, { runId: undone }))
  const results = listed.filter((one) => isDone(one) && isMeant(taskIds, one.taskId))
  const withIssues = new Set(results.map(({ pageId }) => pageId))
  const pages = lines.filter(
    ({ pageId }) => pageId !== null && withIssues.has(pageId) && isMeant(pageIds, pageId),
  )
  await context.save(async (tx) => {
    await insertPages(tx, scope, {
      runId: run.id,
      pages: pages.map(({ place, pageId, title, url }) => ({
        place,
        pageId,
        title,
        url,
        status: 'found',
        error: null,
      })),
    })
    for (const { pageId } of pages)
      if (pageId !== null)
        await replaceResults(tx, scope, {
          runId: run.id,
          pageId,
          results: results
            .filter((one) => one.pageId === pageId)
            .map((one) => ({ ...one, outcome: 'planned', error: null, notes: [] })),
        })
    await noteHasPages(tx, scope, { id: run.id, jiraUrl: context.jiraUrl })
  })
}

function isMeant(wanted: readonly string[] | null, id: string): boolean {
  return wanted === null || wanted.includes(id)
}

function isDone({ issueKey, outcome }: TaskResult): boolean {
  return issueKey !== null && (outcome === 'created' || outcome === 'linked-again')
}
