import { issuePlaceOf, showIssue } from '../issues/show-issue.ts'
import { readStorage, type StorageDocument } from '../pages/read-storage.ts'
import { replaceTasks, type PageEdit } from '../pages/replace-tasks.ts'
import { verifyEdit } from '../pages/verify-edit.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import type { SyncContext } from '../runs/run-context.ts'

/** Throws CannotBeDone for a page that no edit may rest on. */
export function readSafely(storage: string): StorageDocument {
  const reading = readStorage(storage)
  if (reading.outcome === 'read') return reading.document
  throw new CannotBeDone(
    `The page cannot be read safely, so nothing on it is touched: ${reading.unreadable.why}`,
  )
}

interface Editing {
  readonly pageId: string
  readonly document: StorageDocument
  readonly issues: readonly { readonly taskId: string; readonly key: string }[]
}

/** The page with issues in the place of tasks, proven. Throws CannotBeDone where it cannot be proven. */
export function editPage(context: SyncContext, { pageId, document, issues }: Editing): PageEdit {
  const { run } = context
  const place = issuePlaceOf(context)
  const edit = replaceTasks(document, {
    runId: run.id,
    pageId,
    mode: run.settings.keepTasks ? 'keep-and-link' : 'replace',
    replacements: issues.map(({ taskId, key }) => ({ taskId, issue: showIssue(place, key, document) })),
  })
  const verdict = verifyEdit(document, edit)
  if (verdict.outcome === 'proven') return edit
  throw new CannotBeDone(
    `${verdict.why} So the page is left as it is; issues that were made stay, and the next run takes them.`,
  )
}
