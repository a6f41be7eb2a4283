import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { ClickupListsTable } from '../../../storage/tables/clickup-tasks.ts'

/** How far a list has been read. */
export type ListState = Omit<Selectable<ClickupListsTable>, 'workspaceId'>

export async function findListState(
  db: Db,
  scope: WorkspaceScope,
  listId: string,
): Promise<ListState | undefined> {
  return db
    .selectFrom('clickupLists')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('listId', '=', listId)
    .executeTakeFirst()
}

export async function upsertListState(db: Db, scope: WorkspaceScope, state: ListState): Promise<void> {
  const { listId, ...rest } = state
  await db
    .insertInto('clickupLists')
    .values({
      workspaceId: scope.workspaceId,
      listId,
      highAt: rest.highAt,
      lowAt: rest.lowAt,
      complete: rest.complete,
      walkStartedAt: rest.walkStartedAt,
      walkedAt: rest.walkedAt,
      followedAt: rest.followedAt,
      includeClosed: rest.includeClosed,
      includeSubtasks: rest.includeSubtasks,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'listId']).doUpdateSet((row) => ({
        highAt: row.ref('excluded.highAt'),
        lowAt: row.ref('excluded.lowAt'),
        complete: row.ref('excluded.complete'),
        walkStartedAt: row.ref('excluded.walkStartedAt'),
        walkedAt: row.ref('excluded.walkedAt'),
        followedAt: row.ref('excluded.followedAt'),
        includeClosed: row.ref('excluded.includeClosed'),
        includeSubtasks: row.ref('excluded.includeSubtasks'),
      })),
    )
    .execute()
}

/** Of every list but this one; of all when it is null. */
export async function deleteOtherListStates(
  db: Db,
  scope: WorkspaceScope,
  listId: string | null,
): Promise<void> {
  let deletion = db.deleteFrom('clickupLists').where('workspaceId', '=', scope.workspaceId)
  if (listId !== null) deletion = deletion.where('listId', '!=', listId)
  await deletion.execute()
}
