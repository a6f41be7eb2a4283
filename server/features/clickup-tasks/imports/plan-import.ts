import type { TaskPage } from '../../../connectors/clickup/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { storable } from '../tasks/stored-task.ts'
import type { Drive } from './drive.ts'
import type { ImportChoices } from './import-target.ts'
import { insertItems, type NewItem } from './import-item.store.ts'
import { findImport, lockDriven, updatePlan, type ImportRow, type PlanPlace } from './import.store.ts'

const TAG = 'huntflow'
const UNREADABLE =
  'ClickUp lists this task in a form that cannot be read. Look at it in ClickUp, then try it again.'
// Of tasks of one moment, or without any task: more than any list has.
const MOST_PAGES = 1_000

/** Reads the list from where it was left to its end, page by page; false when the import is not this driver's any more. */
export async function planImport(drive: Drive, onPage: () => Promise<void>): Promise<boolean> {
  const { deps, scope, driven, signal } = drive
  let firstBefore: string | undefined
  for (;;) {
    signal.throwIfAborted()
    const row = await inWorkspaceAtOnce(deps.db, scope, (tx) => findImport(tx, scope, driven.id))
    if (row?.status !== 'running' || row.driver !== driven.driver) return false
    if (row.planned) return true
    const clickup = await deps.openClickup(scope, 'background', signal)
    const page = await clickup.listTasks(row.listId, queryOf(row))
    checkPage(row, page, firstBefore)
    firstBefore = page.tasks[0]?.id
    await storePage(drive, row, page)
    await onPage()
  }
}

/** Throws for a page that says that nothing will end the reading. */
function checkPage({ planPage }: ImportRow, { tasks: [first] }: TaskPage, firstBefore: string | undefined) {
  const isRepeated = planPage > 0 && first !== undefined && first.id === firstBefore
  if (!isRepeated && planPage < MOST_PAGES) return
  throw new UpstreamError({
    service: 'clickup',
    kind: 'unreadable',
    detail: 'ClickUp sends pages of this list again and again, without an end. Look at the list in ClickUp.',
  })
}

function queryOf(row: ImportRow) {
  const { includeClosed, includeSubtasks } = choicesOf(row)
  const { planAfterMs, planPage } = placeOf(row)
  return {
    includeClosed,
    includeSubtasks,
    // A task that is changed meanwhile moves behind what is still to be read, so that none is passed over.
    order: 'oldest-first',
    page: planPage,
    ...(planAfterMs === null ? {} : { updatedAfterMs: planAfterMs }),
  } as const
}

/** Nothing when it was stopped, or the page was stored, in the meantime. */
async function storePage({ deps, scope, driven }: Drive, read: ImportRow, page: TaskPage): Promise<void> {
  await inWorkspace(deps.db, scope, async (tx) => {
    const row = await lockDriven(tx, scope, driven)
    const isSame = row !== undefined && row.planAfterMs === read.planAfterMs && row.planPage === read.planPage
    if (!isSame || row.planned) return
    const items = itemsOf(page, choicesOf(row))
    await insertItems(tx, scope, { importId: row.id, items, at: deps.clock.now() })
    await updatePlan(tx, scope, { id: row.id, ...placeAfter(placeOf(row), page) })
  })
}

export function itemsOf({ tasks, unreadable }: TaskPage, { filter }: ImportChoices): readonly NewItem[] {
  const wanted = tasks.filter(({ tags }) => filter === 'all' || !tags.includes(TAG))
  return [
    ...wanted.map(({ id, name }) => ({ taskId: id, name: storable(name), error: null })),
    ...unreadable.flatMap((id) => (id === null ? [] : [{ taskId: id, name: id, error: UNREADABLE }])),
  ]
}

/** Only ClickUp says which page is the last one; a page of which nothing is wanted says nothing. */
function placeAfter(before: Omit<PlanPlace, 'planned'>, { tasks, isLast }: TaskPage): PlanPlace {
  // The bound excludes: those of the same millisecond come again and are known already.
  const afterMs = Math.max(...tasks.map(({ updatedAt }) => updatedAt.getTime() - 1))
  const moves = tasks.length > 0 && (before.planAfterMs === null || afterMs > before.planAfterMs)
  return {
    planned: isLast,
    planAfterMs: moves ? afterMs : before.planAfterMs,
    planPage: moves ? 0 : before.planPage + 1,
  }
}

function placeOf({ planAfterMs, planPage }: ImportRow): Omit<PlanPlace, 'planned'> {
  return { planAfterMs: planAfterMs === null ? null : Number(planAfterMs), planPage }
}

export function choicesOf({ choices }: Pick<ImportRow, 'choices'>): ImportChoices {
  // JSON that was made of this very type.
  return choices as ImportChoices
}
