import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { ConnectionsTable, ConnectionWarning } from '../../storage/tables/connections.ts'

/** A connection without its credentials. */
export type ConnectionRow = Omit<
  Selectable<ConnectionsTable>,
  'workspaceId' | 'credentialsSealed' | 'renewingUntil'
>
export type SealedConnection = ConnectionRow &
  Pick<Selectable<ConnectionsTable>, 'credentialsSealed' | 'renewingUntil'>

type NewConnection = Pick<SealedConnection, 'id' | 'connector' | 'baseUrl' | 'credentialsSealed' | 'savedAt'>

const VISIBLE = [
  'id',
  'connector',
  'baseUrl',
  'status',
  'account',
  'lastError',
  'testedAt',
  'savedAt',
  'requestsPerMinute',
  'warnings',
] as const

/** Takes the place of the service's connection, whose id stays; the limit that was told holds until the new one's is known. */
export async function upsertConnection(
  db: Db,
  scope: WorkspaceScope,
  { id, connector, ...saved }: NewConnection,
): Promise<ConnectionRow> {
  const fresh = {
    ...saved,
    status: 'untested',
    account: null,
    lastError: null,
    testedAt: null,
    renewingUntil: null,
    warnings: '[]',
  } as const
  return db
    .insertInto('connections')
    .values({ workspaceId: scope.workspaceId, id, connector, ...fresh })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'connector']).doUpdateSet(fresh))
    .returning(VISIBLE)
    .executeTakeFirstOrThrow()
}

/** In the order of the ids; `after` is the last one seen. */
export async function listConnectionRows(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<ConnectionRow[]> {
  let query = db.selectFrom('connections').select(VISIBLE).where('workspaceId', '=', scope.workspaceId)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return query.orderBy('id').limit(page.limit).execute()
}

export async function findConnection(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<SealedConnection | undefined> {
  return db
    .selectFrom('connections')
    .select([...VISIBLE, 'credentialsSealed', 'renewingUntil'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** False when other credentials were saved since. */
export async function updateConnectionTest(
  db: Db,
  scope: WorkspaceScope,
  test: Pick<ConnectionRow, 'id' | 'savedAt' | 'status' | 'lastError' | 'testedAt'> & {
    /** Left out: it stays. */
    readonly account?: string | null
  },
): Promise<boolean> {
  const { id, savedAt, ...result } = test
  const row = await db
    .updateTable('connections')
    .set(result)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('savedAt', '=', savedAt)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findConnectionOf(
  db: Db,
  scope: WorkspaceScope,
  connector: string,
): Promise<SealedConnection | undefined> {
  return db
    .selectFrom('connections')
    .select([...VISIBLE, 'credentialsSealed', 'renewingUntil'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('connector', '=', connector)
    .executeTakeFirst()
}

export async function updateLimit(
  db: Db,
  scope: WorkspaceScope,
  { id, perMinute }: { readonly id: string; readonly perMinute: number },
): Promise<void> {
  await db
    .updateTable('connections')
    .set({ requestsPerMinute: perMinute })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

/** False where it is known already, to whichever process. */
export async function addWarning(
  db: Db,
  scope: WorkspaceScope,
  { id, warning }: { readonly id: string; readonly warning: ConnectionWarning },
): Promise<boolean> {
  const { operation } = warning
  const row = await db
    .updateTable('connections')
    .set({ warnings: sql`warnings || ${JSON.stringify([warning])}::jsonb` })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where(sql<boolean>`not warnings @> ${JSON.stringify([{ operation }])}::jsonb`)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface RenewalLease {
  readonly id: string
  readonly savedAt: Date
  readonly now: Date
  readonly until: Date
}

/** False while another process asks for new credentials, and when these are not the newest any more. */
export async function claimRenewal(db: Db, scope: WorkspaceScope, lease: RenewalLease): Promise<boolean> {
  const row = await db
    .updateTable('connections')
    .set({ renewingUntil: lease.until })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', lease.id)
    .where('savedAt', '=', lease.savedAt)
    .where((where) => where.or([where('renewingUntil', 'is', null), where('renewingUntil', '<', lease.now)]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function releaseRenewal(
  db: Db,
  scope: WorkspaceScope,
  { id, savedAt }: Pick<RenewalLease, 'id' | 'savedAt'>,
): Promise<void> {
  await db
    .updateTable('connections')
    .set({ renewingUntil: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('savedAt', '=', savedAt)
    .execute()
}

/** False when others were saved since `before`. */
export async function updateCredentials(
  db: Db,
  scope: WorkspaceScope,
  renewed: Pick<SealedConnection, 'id' | 'savedAt' | 'credentialsSealed'> & { readonly before: Date },
): Promise<boolean> {
  const { id, before, ...fresh } = renewed
  const row = await db
    .updateTable('connections')
    .set({
      ...fresh,
      renewingUntil: null,
      lastError: null,
      // What was found wrong was found with the ones before.
      status: sql<'untested' | 'ok'>`case when status = 'failing' then 'untested' else status end`,
    })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('savedAt', '=', before)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Undefined when the workspace has no such connection. */
export async function deleteConnection(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('connections')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
