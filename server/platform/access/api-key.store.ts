import type { Selectable } from 'kysely'
import type { Role, WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { ApiKeysTable } from '../../storage/tables/api-keys.ts'

type Workspace = Pick<WorkspaceScope, 'workspaceId'>

/** A key without what would let somebody use it. */
export type ApiKeyRow = Omit<Selectable<ApiKeysTable>, 'workspaceId' | 'keyHash'>

interface NewApiKey {
  readonly id: string
  readonly label: string
  readonly role: Role
  readonly keyHash: Buffer
  readonly createdAt: Date
}

const VISIBLE = ['id', 'label', 'role', 'createdAt', 'lastUsedAt'] as const

/** `db` is a transaction of the workspace, here and below. */
export async function insertApiKey(db: Db, scope: Workspace, key: NewApiKey): Promise<ApiKeyRow> {
  return db
    .insertInto('apiKeys')
    .values({ workspaceId: scope.workspaceId, ...key, lastUsedAt: null })
    .returning(VISIBLE)
    .executeTakeFirstOrThrow()
}

export async function findApiKeyByHash(
  db: Db,
  scope: Workspace,
  keyHash: Buffer,
): Promise<(ApiKeyRow & { keyHash: Buffer }) | undefined> {
  return db
    .selectFrom('apiKeys')
    .select([...VISIBLE, 'keyHash'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('keyHash', '=', keyHash)
    .executeTakeFirst()
}

/** Oldest first; `after` is the id of the last one seen. */
export async function listApiKeyRows(
  db: Db,
  scope: Workspace,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<ApiKeyRow[]> {
  let query = db.selectFrom('apiKeys').select(VISIBLE).where('workspaceId', '=', scope.workspaceId)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return query.orderBy('id').limit(page.limit).execute()
}

export async function updateApiKeyUse(
  db: Db,
  scope: Workspace,
  use: { readonly id: string; readonly lastUsedAt: Date },
): Promise<void> {
  await db
    .updateTable('apiKeys')
    .set({ lastUsedAt: use.lastUsedAt })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', use.id)
    .execute()
}

/** Undefined when the workspace has no such key. Its sessions go with it. */
export async function deleteApiKeyRow(db: Db, scope: Workspace, id: string): Promise<string | undefined> {
  const row = await db
    .deleteFrom('apiKeys')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
