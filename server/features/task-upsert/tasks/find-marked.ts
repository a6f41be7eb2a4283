import type { ClickupTask, TaskPage } from '../../../connectors/clickup/index.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { readSettings } from '../settings/change-settings.ts'
import { carriesMarker } from './marker.ts'
import type { PushRun } from './push-run.ts'
import { findTrackedOfTask } from './tracked-task.store.ts'

interface Search {
  /** By ClickUp's clock. */
  readonly since: Date
  /** A task that is the one of another internal id is one that was merged, or a copy of the description. */
  readonly mayBeOfOthers: boolean
  readonly mostPages: number
}

/** The task of the list that carries the entry's marker, if it was updated since. */
export async function findMarked(run: PushRun, search: Search): Promise<ClickupTask | undefined> {
  const { listId } = run.row()
  const clickup = await run.clickup()
  const { markerFieldId } = await readSettings(run.deps, run.scope)
  let updatedAfterMs = search.since.getTime()
  for (let walked = 0; walked < search.mostPages;) {
    let newestMs = updatedAfterMs
    let pages = 0
    for (let isLast = false; !isLast && walked < search.mostPages; pages += 1, walked += 1) {
      const page = await clickup.listTasks(listId, {
        includeClosed: true,
        includeSubtasks: true,
        order: 'newest-first',
        updatedAfterMs,
        page: pages,
      })
      const found = await firstOwn(run, page, { ...search, markerFieldId })
      if (found !== undefined) return found
      newestMs = Math.max(newestMs, ...page.tasks.map(({ updatedAt }) => updatedAt.getTime()))
      isLast = page.isLast
    }
    // A task that was updated meanwhile has moved from a page that was still to come to one that was read.
    if (pages <= 1 || newestMs - 1 <= updatedAfterMs) return undefined
    updatedAfterMs = newestMs - 1
  }
  return undefined
}

async function firstOwn(
  run: PushRun,
  { tasks }: TaskPage,
  { mayBeOfOthers, markerFieldId }: Search & { readonly markerFieldId: string | null },
): Promise<ClickupTask | undefined> {
  for (const task of tasks.filter((one) => carriesMarker(one, run.marker, markerFieldId))) {
    if (mayBeOfOthers) return task
    const tracked = await inWorkspaceAtOnce(run.deps.db, run.scope, (tx) =>
      findTrackedOfTask(tx, run.scope, task.id),
    )
    if (tracked === undefined || tracked.id === run.row().id) return task
  }
  return undefined
}
