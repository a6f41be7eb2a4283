import type { Role, WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

type Workspace = Pick<WorkspaceScope, 'workspaceId'>

interface BrowserSession {
  readonly apiKeyId: string
  readonly role: Role
  readonly tokenHash: Buffer
  readonly expiresAt: Date
}

/** `db` is a transaction of the workspace, here and below. */
export async function insertBrowserSession(
  db: Db,
  scope: Workspace,
  session: {
    readonly id: string
    readonly apiKeyId: string
    readonly tokenHash: Buffer
    readonly expiresAt: Date
  },
): Promise<void> {
  await db
    .insertInto('browserSessions')
    .values({ workspaceId: scope.workspaceId, ...session })
    .execute()
}

export async function findBrowserSession(
  db: Db,
  scope: Workspace,
  id: string,
): Promise<BrowserSession | undefined> {
  return db
    .selectFrom('browserSessions as session')
    .innerJoin('apiKeys as key', (join) =>
      join.onRef('key.workspaceId', '=', 'session.workspaceId').onRef('key.id', '=', 'session.apiKeyId'),
    )
    .select(['session.apiKeyId', 'session.tokenHash', 'session.expiresAt', 'key.role'])
    .where('session.workspaceId', '=', scope.workspaceId)
    .where('session.id', '=', id)
    .executeTakeFirst()
}

export async function deleteBrowserSession(db: Db, scope: Workspace, id: string): Promise<void> {
  await db
    .deleteFrom('browserSessions')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteExpiredSessions(db: Db, scope: Workspace, now: Date): Promise<void> {
  await db
    .deleteFrom('browserSessions')
    .where('workspaceId', '=', scope.workspaceId)
    .where('expiresAt', '<=', now)
    .execute()
}
