import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

export interface SettingValue {
  readonly id: string
  readonly value: unknown
}

/** Only those that somebody has set. `db` is a transaction of the workspace, here and below. */
export async function listSettingValues(db: Db, scope: WorkspaceScope): Promise<SettingValue[]> {
  return db
    .selectFrom('addonSettings')
    .select(['id', 'value'])
    .where('workspaceId', '=', scope.workspaceId)
    .execute()
}

/** The same as a part of another statement. */
export function settingValuesOf(scope: Pick<WorkspaceScope, 'workspaceId'>): RawBuilder<SettingValue[]> {
  return sql`(
    select coalesce(json_agg(json_build_object('id', id, 'value', value)), '[]')
    from addon_settings where workspace_id = ${scope.workspaceId}
  )`
}

/** Settings that are not named keep their values. */
export async function upsertSettingValues(
  db: Db,
  scope: WorkspaceScope,
  change: { readonly values: readonly SettingValue[]; readonly updatedAt: Date },
): Promise<void> {
  if (change.values.length === 0) return
  await db
    .insertInto('addonSettings')
    .values(
      change.values.map(({ id, value }) => ({
        workspaceId: scope.workspaceId,
        id,
        value: JSON.stringify(value),
        updatedAt: change.updatedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'id']).doUpdateSet({
        value: sql<string>`excluded.value`,
        updatedAt: change.updatedAt,
      }),
    )
    .execute()
}

export async function deleteSettingValues(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('addonSettings').where('workspaceId', '=', scope.workspaceId).execute()
}
