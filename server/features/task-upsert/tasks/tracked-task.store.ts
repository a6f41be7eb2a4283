import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TrackedTasksTable } from '../../../storage/tables/tracked-tasks.ts'
import type { Claimant } from './tracked-task.ts'

export type TrackedTask = Omit<Selectable<TrackedTasksTable>, 'workspaceId'>

export async function findTracked(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<TrackedTask | undefined> {
  return db
    .selectFrom('trackedTasks')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** By ClickUp's id of it. */
export async function findTrackedOfTask(
  db: Db,
  scope: WorkspaceScope,
  taskId: string,
): Promise<TrackedTask | undefined> {
  return db
    .selectFrom('trackedTasks')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', '=', taskId)
    .executeTakeFirst()
}

/** Null: nobody is at it. */
export async function updateClaim(
  db: Db,
  scope: WorkspaceScope,
  { id, by, at }: { readonly id: string; readonly by: Claimant | null; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('trackedTasks')
    .set({ claimedBy: by === null ? null : JSON.stringify(by), claimedAt: by === null ? null : at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}
