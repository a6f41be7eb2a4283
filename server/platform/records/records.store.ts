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

interface RecordBatch {
  readonly collection: string
  readonly source: string
  readonly fetchedAt: Date
  readonly records: readonly RecordDraft[]
}

/** One statement for a page. What is already known to be newer stays, and what was deleted since stays deleted. */
export async function upsertRecords(db: Db, scope: WorkspaceScope, batch: RecordBatch): Promise<void> {
  const column = (pick: (record: RecordDraft) => string | null) => batch.records.map(pick)
  await sql`
    insert into records as known (workspace_id, collection, id, parent_key, parent_id, name, payload, source, fetched_at)
    select ${scope.workspaceId}, ${batch.collection}, id, parent_key, parent_id, name, payload::json, ${batch.source}, ${batch.fetchedAt}::timestamptz
    from unnest(
      ${column((record) => record.id)}::text[],
      ${column((record) => record.parentKey)}::text[],
      ${column((record) => record.parentId)}::text[],
      ${column((record) => record.name)}::text[],
      ${column((record) => record.payload)}::text[]
    ) as sent (id, parent_key, parent_id, name, payload)
    on conflict (workspace_id, collection, id, parent_key) do update set
      parent_id = excluded.parent_id, name = excluded.name, payload = excluded.payload,
      source = excluded.source, fetched_at = excluded.fetched_at, deleted_at = null
    where known.fetched_at <= excluded.fetched_at
      and (known.deleted_at is null or known.deleted_at < excluded.fetched_at)`.execute(db)
}

/** Locked until the transaction ends. */
export async function findRecord(
  db: Db,
  scope: WorkspaceScope,
  key: RecordKey,
): Promise<RecordRow | undefined> {
  return db
    .selectFrom('records')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('collection', '=', key.collection)
    .where('id', '=', key.id)
    .where('parentKey', '=', '')
    .forUpdate()
    .executeTakeFirst()
}

interface Tombstone {
  readonly collection: string
  readonly source: string
  readonly deletedAt: Date
  readonly record: RecordDraft
}

/** Kept for records that were never seen too, so that a page which was fetched before does not bring them back. */
export async function upsertTombstone(db: Db, scope: WorkspaceScope, tombstone: Tombstone): Promise<void> {
  const { record, collection, source, deletedAt } = tombstone
  await db
    .insertInto('records')
    .values({
      workspaceId: scope.workspaceId,
      collection,
      ...record,
      source,
      fetchedAt: deletedAt,
      deletedAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'collection', 'id', 'parentKey'])
        .doUpdateSet({ deletedAt, source })
        .where('records.fetchedAt', '<=', deletedAt)
        .where('records.deletedAt', 'is', null),
    )
    .execute()
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
