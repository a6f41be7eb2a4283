import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { ApiDriftTable } from '../../storage/tables/api-drift.ts'
import type { Drift } from './drift-of.ts'
import type { DriftKey } from './drift.schemas.ts'

export type ApiDriftRow = Selectable<ApiDriftTable>

/** One place of an operation's answers that differs, as often as it was seen. */
export interface SeenDrift extends Drift {
  readonly connector: string
  readonly operationId: string
  readonly count: number
  readonly seenAt: Date
}

interface DriftFilter {
  readonly connector: string | undefined
  readonly operationId: string | undefined
  readonly after: Readonly<DriftKey> | undefined
  readonly limit: number
}

/** Each place once, in the order of the key, so that transactions at the same time never wait for each other in a circle. */
export async function upsertDrift(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  seen: readonly SeenDrift[],
): Promise<void> {
  await sql`/* prepared upsert-drift */
    insert into api_drift as known (
      workspace_id, connector, operation_id, pointer, kind, sample, count, first_seen_at, last_seen_at
    )
    select ${scope.workspaceId}, connector, operation_id, pointer, kind, sample, count, seen_at, seen_at
    from unnest(
      ${seen.map(({ connector }) => connector)}::text[],
      ${seen.map(({ operationId }) => operationId)}::text[],
      ${seen.map(({ pointer }) => pointer)}::text[],
      ${seen.map(({ kind }) => kind)}::text[],
      ${seen.map(({ sample }) => sample)}::text[],
      ${seen.map(({ count }) => count)}::integer[],
      ${seen.map(({ seenAt }) => seenAt.toISOString())}::timestamptz[]
    ) as seen (connector, operation_id, pointer, kind, sample, count, seen_at)
    on conflict (workspace_id, connector, operation_id, pointer, kind) do update set
      count = known.count + excluded.count, sample = excluded.sample,
      last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)`.execute(db)
}

export async function listDrift(db: Db, scope: WorkspaceScope, filter: DriftFilter): Promise<ApiDriftRow[]> {
  const { connector, operationId, after } = filter
  let query = db.selectFrom('apiDrift').selectAll().where('workspaceId', '=', scope.workspaceId)
  if (connector !== undefined) query = query.where('connector', '=', connector)
  if (operationId !== undefined) query = query.where('operationId', '=', operationId)
  if (after !== undefined)
    query = query.where((eb) =>
      eb(eb.refTuple('connector', 'operationId', 'pointer', 'kind'), '>', eb.tuple(...after)),
    )
  return query
    .orderBy('connector')
    .orderBy('operationId')
    .orderBy('pointer')
    .orderBy('kind')
    .limit(filter.limit)
    .execute()
}

export async function deleteDrift(db: Db, scope: WorkspaceScope, olderThan: Date): Promise<void> {
  await db
    .deleteFrom('apiDrift')
    .where('workspaceId', '=', scope.workspaceId)
    .where('lastSeenAt', '<', olderThan)
    .execute()
}
