import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'

export interface GoneTask {
  readonly taskId: string
  readonly at: Date
}

/** Forgets tasks that were deleted, unless a look at the list that began after we were told (`at`) has found one: somebody has restored it. */
export async function forgetDeleted(
  db: Db,
  { workspaceId }: WorkspaceScope,
  gone: readonly GoneTask[],
): Promise<void> {
  if (gone.length === 0) return
  const ids = gone.map(({ taskId }) => taskId)
  await sql`
    delete from clickup_tasks using unnest(${ids}::text[], ${timesOf(gone)}::timestamptz[]) as gone (task_id, at)
    where clickup_tasks.workspace_id = ${workspaceId} and clickup_tasks.task_id = any(${ids})
      and clickup_tasks.task_id = gone.task_id and clickup_tasks.seen_at < gone.at`.execute(db)
}

/** Forgets tasks that were moved away, unless what is kept is newer than the move (`at`, by ClickUp's clock as both are): it was moved back. */
export async function forgetMoved(
  db: Db,
  { workspaceId }: WorkspaceScope,
  gone: readonly GoneTask[],
): Promise<void> {
  if (gone.length === 0) return
  const ids = gone.map(({ taskId }) => taskId)
  await sql`
    delete from clickup_tasks using unnest(${ids}::text[], ${timesOf(gone)}::timestamptz[]) as gone (task_id, at)
    where clickup_tasks.workspace_id = ${workspaceId} and clickup_tasks.task_id = any(${ids})
      and clickup_tasks.task_id = gone.task_id and clickup_tasks.updated_at <= gone.at`.execute(db)
}

function timesOf(gone: readonly GoneTask[]): readonly string[] {
  return gone.map(({ at }) => at.toISOString())
}
