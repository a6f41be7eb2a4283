import type { SyncContext } from '../runs/run-context.ts'
import { listResults } from '../runs/result.store.ts'
import { findRunPage, updatePage } from '../runs/run-page.store.ts'
import { editPage, readSafely } from './edit-page.ts'

/** How the page would look, for a dry run; issues that do not exist yet are numbered 01, 02 and so on. */
export async function previewPage(context: SyncContext, pageId: string): Promise<void> {
  const { run, scope } = context
  const ofPage = { runId: run.id, pageId }
  const page = await context.read((tx) => findRunPage(tx, scope, ofPage))
  if (page === undefined) return
  const results = await context.read((tx) => listResults(tx, scope, ofPage))
  const planned = results.filter(({ outcome }) => outcome === 'planned')
  // No two are the same, or they could not be told apart on the page.
  const issues = planned.map(({ taskId, parentKey }, index) => ({
    taskId,
    key: `${parentKey?.split('-')[0] ?? 'NEW'}-0${index + 1}`,
  }))
  const document = readSafely(page.storageBefore ?? '')
  const { storage } = editPage(context, { pageId, document, issues })
  await context.save((tx) => updatePage(tx, scope, { ...ofPage, storageAfter: storage }))
}
