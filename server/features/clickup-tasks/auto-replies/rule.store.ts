import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'

export interface StoredRules {
  readonly rules: unknown
  readonly ownUserId: string | null
}

/** Undefined when none were ever saved. */
export async function findRules(db: Db, scope: WorkspaceScope): Promise<StoredRules | undefined> {
  return db
    .selectFrom('clickupReplyRules')
    .select(['rules', 'ownUserId'])
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
}

/** Held until the transaction ends, so that answers are decided one after the other. */
export async function lockRules(db: Db, scope: WorkspaceScope): Promise<void> {
  await db
    .selectFrom('clickupReplyRules')
    .select('workspaceId')
    .where('workspaceId', '=', scope.workspaceId)
    .forUpdate()
    .execute()
}

export async function saveRules(
  db: Db,
  scope: WorkspaceScope,
  { rules, updatedAt }: { readonly rules: string; readonly updatedAt: Date },
): Promise<void> {
  await db
    .insertInto('clickupReplyRules')
    .values({ workspaceId: scope.workspaceId, rules, ownUserId: null, updatedAt })
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet({ rules, updatedAt }))
    .execute()
}

export async function noteOwnUser(db: Db, scope: WorkspaceScope, ownUserId: string): Promise<void> {
  await db
    .updateTable('clickupReplyRules')
    .set({ ownUserId })
    .where('workspaceId', '=', scope.workspaceId)
    .where((row) => row.or([row('ownUserId', 'is', null), row('ownUserId', '<>', ownUserId)]))
    .execute()
}
