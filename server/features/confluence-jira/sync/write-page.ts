import type { ConfluencePage } from '../../../connectors/confluence/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { findIssueMacros } from '../pages/find-issue-macros.ts'
import type { StorageDocument } from '../pages/read-storage.ts'
import type { Anchor, PageEdit } from '../pages/replace-tasks.ts'
import { listResults, updateResult } from '../runs/result.store.ts'
import type { SyncContext } from '../runs/run-context.ts'
import { findRunPage, updatePage, type PageChange } from '../runs/run-page.store.ts'
import type { LineOfPage } from '../runs/run-pages.ts'
import type { TaskResult } from '../runs/run.ts'
import { editPage, readSafely } from './edit-page.ts'

/** Puts the issues of a page on it: one write, none where nothing changes. Once more on what somebody has saved meanwhile, then it is a conflict. */
export async function writePage(
  context: SyncContext,
  { pageId, status }: Pick<LineOfPage, 'pageId' | 'status'>,
): Promise<void> {
  const { run, scope, confluence } = context
  const ofPage = { runId: run.id, pageId }
  const results = await context.read((tx) => listResults(tx, scope, ofPage))
  const begun = status === 'writing' ? await context.read((tx) => findRunPage(tx, scope, ofPage)) : undefined
  const anchors = begun?.anchors ?? []
  for (const isLast of [false, true]) {
    const page = await confluence.readPage(pageId)
    const document = readSafely(page.storage)
    if (standsOn(document, anchors)) return save(context, { pageId, ...writtenAs(page) })
    const issues = results.flatMap(({ taskId, issueKey: key, outcome }) =>
      key === null || outcome === 'failed' ? [] : [{ taskId, key }],
    )
    const edit = editPage(context, { pageId, document, issues })
    await noteSkipped(context, { results, edit })
    const { version } = page
    if (edit.storage === page.storage)
      return save(context, {
        pageId,
        status: 'unchanged',
        versionBefore: version,
        versionAfter: version,
      })
    if (await write(context, { page, edit, isLast })) return
  }
}

/** Whether an earlier try has written the page, and not heard of it. */
function standsOn(document: StorageDocument, anchors: readonly Anchor[]): boolean {
  if (anchors.length === 0) return false
  const references = findIssueMacros(document)
  return anchors.every(({ macroId, url, key }) =>
    references.some((one) => (url === null ? one.macroId === macroId : one.url === url && one.key === key)),
  )
}

function writtenAs({ version, storage }: Pick<ConfluencePage, 'version' | 'storage'>) {
  return { status: 'written', versionAfter: version, storageAfter: storage, error: null } as const
}

function save({ run, scope, ...context }: SyncContext, change: Omit<PageChange, 'runId'>): Promise<void> {
  const { storageBefore, storageAfter } = change
  return context.saveOne(
    (tx) => updatePage(tx, scope, { runId: run.id, ...change }),
    (storageBefore ?? storageAfter ?? '').length,
  )
}

const WHY_SKIPPED = {
  unknown: 'the task is not on the page any more',
  empty: 'somebody has emptied the task meanwhile',
  linked: 'somebody has put an issue into the task meanwhile',
  excluded: 'somebody has moved the task into a macro meanwhile',
}

interface Skipping {
  readonly results: readonly TaskResult[]
  readonly edit: PageEdit
}

async function noteSkipped(
  { run, scope, ...context }: SyncContext,
  { results, edit }: Skipping,
): Promise<void> {
  for (const { taskId, why } of edit.skipped)
    for (const { pageId, place, notes } of results.filter((one) => one.taskId === taskId)) {
      const note = `The issue is there, but not on the page: ${WHY_SKIPPED[why]}.`
      const change = { runId: run.id, pageId, place, notes: [...new Set([...notes, note])] }
      await context.save((tx) => updateResult(tx, scope, change))
    }
}

interface Writing {
  readonly page: ConfluencePage
  readonly edit: PageEdit
  readonly isLast: boolean
}

const BUSY =
  'Somebody saves this page all the time, so it was left as it is. Its issues are there; sync it again later.'

/** False: somebody was first, and there is another chance. */
async function write(context: SyncContext, { page, edit, isLast }: Writing): Promise<boolean> {
  const { run, confluence } = context
  const { id: pageId, version: readVersion, title, storage: storageBefore } = page
  const { anchors, storage } = edit
  await save(context, { pageId, status: 'writing', versionBefore: readVersion, storageBefore, anchors })
  const message = `Switchyard: ${anchors.length} tasks became Jira issues (run ${run.id})`
  try {
    const { version } = await confluence.writePage({ id: pageId, title, storage, readVersion, message })
    const now = await confluence.readPage(pageId)
    // What somebody else has saved since is not what undo may compare with.
    const written = writtenAs(now.version === version ? now : { version, storage })
    await context.note(
      (tx) => updatePage(tx, context.scope, { runId: run.id, pageId, ...written }),
      written.storageAfter.length,
    )
    return true
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.status !== 409) throw error
    if (isLast) await save(context, { pageId, status: 'conflict', error: BUSY })
    return isLast
  }
}
