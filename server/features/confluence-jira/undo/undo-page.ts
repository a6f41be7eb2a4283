import type { ConfluencePage } from '../../../connectors/confluence/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { undoTasks, type TaskUndo, type UndoResult } from '../pages/undo-tasks.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import { listResults, updateResult } from '../runs/result.store.ts'
import type { UndoContext } from '../runs/run-context.ts'
import { findRunPage, updatePage, type PageChange } from '../runs/run-page.store.ts'
import type { Outcome, RunPage } from '../runs/run.ts'

const BUSY = 'Somebody saves this page all the time, so it was left as it is. Try again later.'

/** Gives the tasks of a page back, once more on what somebody has saved meanwhile; writes nothing where nothing changes, or in a dry run. */
export async function undoPage(context: UndoContext, pageId: string): Promise<void> {
  const { run, scope } = context
  const undone = { runId: run.undoes ?? '', pageId }
  const done = await context.read((tx) => findRunPage(tx, scope, undone))
  if (done === undefined) throw new CannotBeDone('What the run has done to this page is not known any more.')
  if (done.status !== 'written' && done.status !== 'writing') return neverWritten(context, pageId)
  for (const isLast of [false, true]) {
    const page = await context.confluence.readPage(pageId)
    const plan = await planUndo(context, { done, page })
    await noteTasks(context, { pageId, tasks: plan.tasks, isAsWritten: page.storage === done.storageAfter })
    const version = run.dryRun ? null : await write(context, { page, storage: plan.storage, isLast })
    if (version === 'conflict') continue
    return save(context, pageId, {
      title: page.title,
      url: page.url,
      versionBefore: page.version,
      versionAfter: version,
      storageBefore: page.storage,
      storageAfter: plan.storage,
      status: 'planned',
    })
  }
}

/** The page is done with that; its issues come next. */
function save(
  { run, scope, ...context }: UndoContext,
  pageId: string,
  change: Omit<PageChange, 'runId' | 'pageId'>,
): Promise<void> {
  return context.save((tx) => updatePage(tx, scope, { runId: run.id, pageId, ...change }))
}

interface Writing {
  readonly page: ConfluencePage
  readonly storage: string
  readonly isLast: boolean
}

/** The version that is there now; `conflict`: somebody was first, and there is another chance. */
async function write(
  { run, confluence }: UndoContext,
  { page, storage, isLast }: Writing,
): Promise<number | 'conflict'> {
  const { id, title, version: readVersion } = page
  if (storage === page.storage) return readVersion
  const message = `Switchyard: run ${run.undoes} taken back (run ${run.id})`
  try {
    return (await confluence.writePage({ id, title, storage, readVersion, message })).version
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.status !== 409) throw error
    if (isLast) throw new CannotBeDone(BUSY)
    return 'conflict'
  }
}

/** The issues were made, and the page was left as it was. */
async function neverWritten({ run, scope, ...context }: UndoContext, pageId: string): Promise<void> {
  const results = await context.read((tx) => listResults(tx, scope, { runId: run.id, pageId }))
  await context.save(async (tx) => {
    for (const { place } of results)
      await updateResult(tx, scope, { runId: run.id, pageId, place, outcome: 'undone', error: null })
    await updatePage(tx, scope, { runId: run.id, pageId, status: 'planned' })
  })
}

interface Undoing {
  readonly done: RunPage
  readonly page: ConfluencePage
}

type Planned = Extract<UndoResult, { readonly outcome: 'planned' }>

async function planUndo(context: UndoContext, { done, page }: Undoing): Promise<Planned> {
  const { run, scope } = context
  const results = await context.read((tx) => listResults(tx, scope, { runId: run.id, pageId: page.id }))
  const plan = undoTasks({
    before: done.storageBefore ?? '',
    after: done.storageAfter ?? '',
    now: page.storage,
    anchors: done.anchors,
    taskIds: results.map(({ taskId }) => taskId),
  })
  if (plan.outcome === 'planned') return plan
  throw new CannotBeDone(
    plan.outcome === 'refused'
      ? `${plan.why} So the page is left as it is.`
      : `The page cannot be read safely, so nothing on it is touched: ${plan.unreadable.why}`,
  )
}

interface Noting {
  readonly pageId: string
  readonly tasks: readonly TaskUndo[]
  readonly isAsWritten: boolean
}

async function noteTasks(context: UndoContext, { pageId, tasks, isAsWritten }: Noting): Promise<void> {
  const { run, scope } = context
  const results = await context.read((tx) => listResults(tx, scope, { runId: run.id, pageId }))
  const undos = new Map(tasks.map((task) => [task.taskId, task]))
  await context.save(async (tx) => {
    for (const { taskId, place } of results)
      await updateResult(tx, scope, {
        runId: run.id,
        pageId,
        place,
        ...outcomeOf(undos.get(taskId), isAsWritten),
      })
  })
}

/** An issue whose task is gone from the page stays what it is, and so does one in a place that people have made theirs. */
function outcomeOf(
  undo: TaskUndo | undefined,
  isAsWritten: boolean,
): { readonly outcome: Outcome; readonly error: string | null } {
  if (undo === undefined) return { outcome: 'conflict', error: 'The run has not put this issue on the page.' }
  if (undo.outcome === 'conflict') return { outcome: 'conflict', error: undo.differs }
  if (undo.outcome === 'gone')
    return { outcome: 'conflict', error: 'Neither the task nor its issue stands on the page any more.' }
  return { outcome: isAsWritten || undo.outcome === 'already-undone' ? 'undone' : 'merged', error: null }
}
