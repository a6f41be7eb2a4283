import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { RecordsTable } from '../../storage/tables/records.ts'
import type { RecordDraft } from './read-records.ts'
import type { RecordPosition } from './records.schemas.ts'

/** The payload as the JSON text that it is: parsing would cost digits. */
export type RecordRow = Omit<Selectable<RecordsTable>, 'workspaceId' | 'payload'> & {
  readonly payload: string
}

const COLUMNS = [
  'collection',
  'id',
  'parentKey',
  'parentId',
  'name',
  'source',
  'fetchedAt',
  'deletedAt',
  sql<string>`payload::text`.as('payload'),
] as const

interface RecordKey {
  readonly collection: string
  readonly id: string
}

/** A record as it was at a moment. */
export interface RecordWrite {
  readonly collection: string
  readonly source: string
  /** When the other side was in this state; for a tombstone, when the record was gone. */
  readonly at: Date
  readonly record: RecordDraft
}

/** No record twice in one statement. What is already known to be newer stays, and what was deleted since stays deleted. */
export async function upsertRecords(
  db: Db,
  scope: WorkspaceScope,
  writes: readonly RecordWrite[],
): Promise<void> {
  await sql`/* prepared upsert-records */
    insert into records as known (workspace_id, collection, id, parent_key, parent_id, name, payload, source, fetched_at)
    select ${scope.workspaceId}, collection, id, parent_key, parent_id, name, payload::json, source, at::timestamptz
    from ${sentRecords(writes)}
    on conflict (workspace_id, collection, id, parent_key) do update set
      parent_id = excluded.parent_id, name = excluded.name, payload = excluded.payload,
      source = excluded.source, fetched_at = excluded.fetched_at, deleted_at = null
    where known.fetched_at <= excluded.fetched_at
      and (known.deleted_at is null or known.deleted_at < excluded.fetched_at)`.execute(db)
}

/** Kept for records that were never seen too, so that a page which was fetched before does not bring them back. */
export async function upsertTombstones(
  db: Db,
  scope: WorkspaceScope,
  writes: readonly RecordWrite[],
): Promise<void> {
  await sql`
    insert into records as known
      (workspace_id, collection, id, parent_key, parent_id, name, payload, source, fetched_at, deleted_at)
    select ${scope.workspaceId}, collection, id, parent_key, parent_id, name, payload::json, source, at::timestamptz, at::timestamptz
    from ${sentRecords(writes)}
    on conflict (workspace_id, collection, id, parent_key) do update set
      deleted_at = excluded.deleted_at, source = excluded.source
    where known.fetched_at <= excluded.deleted_at and known.deleted_at is null`.execute(db)
}

/** The payloads as lines, which JSON text that was printed has none of: as an array, each of its quotes would be escaped and read twice. */
function sentRecords(writes: readonly RecordWrite[]) {
  return sql`rows from (
      unnest(
        ${writes.map(({ collection }) => collection)}::text[],
        ${writes.map(({ record }) => record.id)}::text[],
        ${writes.map(({ record }) => record.parentKey)}::text[],
        ${writes.map(({ record }) => record.parentId)}::text[],
        ${writes.map(({ record }) => record.name)}::text[],
        ${writes.map(({ source }) => source)}::text[],
        ${writes.map(({ at }) => at.toISOString())}::text[]
      ),
      string_to_table(${writes.map(({ record }) => record.payload).join('\n')}, chr(10))
    ) as sent (collection, id, parent_key, parent_id, name, source, at, payload)`
}

/** Locked until the transaction ends, in the order given. Looked up key by key: the planner would rather read the whole table. */
export async function lockRecords(
  db: Db,
  scope: WorkspaceScope,
  keys: readonly RecordKey[],
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select known.* from unnest(
      ${keys.map(({ collection }) => collection)}::text[],
      ${keys.map(({ id }) => id)}::text[]
    ) as wanted (collection, id)
    cross join lateral (
      select collection, id, parent_key, parent_id, name, payload::text, source, fetched_at, deleted_at from records
      where workspace_id = ${scope.workspaceId} and collection = wanted.collection and id = wanted.id and parent_key = ''
      for update
    ) as known`.execute(db)
  return rows
}

/** Everything of the collection that was not seen since then is gone. Returns how many. */
export async function deleteUnseenRecords(
  db: Db,
  scope: WorkspaceScope,
  input: { readonly collection: string; readonly since: Date; readonly source: string },
): Promise<number> {
  const result = await db
    .updateTable('records')
    .set({ deletedAt: input.since, source: input.source })
    .where('workspaceId', '=', scope.workspaceId)
    .where('collection', '=', input.collection)
    .where('fetchedAt', '<', input.since)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

interface RecordFilter {
  readonly collection?: string | undefined
  readonly search?: string | undefined
  readonly id?: string | undefined
  readonly parentId?: string | undefined
  readonly deleted?: boolean | undefined
  readonly after?: RecordPosition | undefined
  readonly limit: number
}

/** In the order of the primary key, so that every page is a range of it. */
export async function listRecords(db: Db, scope: WorkspaceScope, filter: RecordFilter): Promise<RecordRow[]> {
  let query = db.selectFrom('records').select(COLUMNS).where('workspaceId', '=', scope.workspaceId)
  if (filter.collection) query = query.where('collection', '=', filter.collection)
  if (filter.id) query = query.where('id', '=', filter.id)
  if (filter.parentId) query = query.where('parentId', '=', filter.parentId)
  if (filter.deleted !== undefined) query = query.where('deletedAt', filter.deleted ? 'is not' : 'is', null)
  if (filter.search) query = query.where(sql<boolean>`strpos(lower(name), lower(${filter.search})) > 0`)
  if (filter.after)
    query = query.where(
      sql<boolean>`(collection, id, parent_key) > (${filter.after[0]}, ${filter.after[1]}, ${filter.after[2]})`,
    )
  return query.orderBy('collection').orderBy('id').orderBy('parentKey').limit(filter.limit).execute()
}

export interface CollectionSummary {
  readonly name: string
  readonly count: number
  readonly deleted: number
  readonly fetchedAt: Date
}

export async function listCollections(db: Db, scope: WorkspaceScope): Promise<CollectionSummary[]> {
  return db
    .selectFrom('records')
    .select(({ fn }) => [
      'collection as name',
      sql<number>`count(*) filter (where deleted_at is null)::int`.as('count'),
      sql<number>`count(deleted_at)::int`.as('deleted'),
      fn.max('fetchedAt').as('fetchedAt'),
    ])
    .where('workspaceId', '=', scope.workspaceId)
    .groupBy('collection')
    .orderBy('collection')
    .execute()
}

/** The payloads of those that are there, by their ids. */
export async function findPayloads(
  db: Db,
  scope: WorkspaceScope,
  { collection, ids }: { readonly collection: string; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, unknown>> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'payload'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('collection', '=', collection)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, payload }) => [id, payload]))
}
