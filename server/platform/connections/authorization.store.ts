import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { ConnectionAuthorizationsTable } from '../../storage/tables/connection-authorizations.ts'

type NewAuthorization = Omit<Selectable<ConnectionAuthorizationsTable>, 'workspaceId' | 'actor'> & {
  readonly actor: string
}

export async function insertAuthorization(
  db: Db,
  scope: WorkspaceScope,
  authorization: NewAuthorization,
): Promise<void> {
  await db
    .insertInto('connectionAuthorizations')
    .values({ workspaceId: scope.workspaceId, ...authorization })
    .execute()
}

/** Works once: who began it. Undefined where there is none of this state and browser that still counts. */
export async function takeAuthorization(
  db: Db,
  scope: WorkspaceScope,
  taken: Pick<NewAuthorization, 'stateHash' | 'browserHash' | 'connector'> & { readonly now: Date },
): Promise<unknown> {
  const row = await db
    .deleteFrom('connectionAuthorizations')
    .where('workspaceId', '=', scope.workspaceId)
    .where('stateHash', '=', taken.stateHash)
    .where('browserHash', '=', taken.browserHash)
    .where('connector', '=', taken.connector)
    .where('expiresAt', '>', taken.now)
    .returning('actor')
    .executeTakeFirst()
  return row?.actor
}

export async function deleteExpiredAuthorizations(db: Db, scope: WorkspaceScope, now: Date): Promise<void> {
  await db
    .deleteFrom('connectionAuthorizations')
    .where('workspaceId', '=', scope.workspaceId)
    .where('expiresAt', '<=', now)
    .execute()
}
