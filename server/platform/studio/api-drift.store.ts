import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { ApiDriftTable } from '../../storage/tables/api-drift.ts'
import type { Drift } from './drift-of.ts'
import type { DriftKey } from './drift.schemas.ts'

export type ApiDriftRow = Selectable<ApiDriftTable>

interface SeenDrift {
  readonly connector: string
  readonly operationId: string
  readonly seenAt: Date
  /** In a fixed order, so that calls at the same time never wait for each other in a circle. */
  readonly drift: readonly [Drift, ...Drift[]]
}

interface DriftFilter {
  readonly connector: string | undefined
  readonly operationId: string | undefined
  readonly after: Readonly<DriftKey> | undefined
  readonly limit: number
}

export async function upsertDrift(db: Db, scope: WorkspaceScope, seen: SeenDrift): Promise<void> {
  const { connector, operationId, seenAt, drift } = seen
  await sql`/* prepared upsert-drift */
    insert into api_drift as known (
      workspace_id, connector, operation_id, pointer, kind, sample, count, first_seen_at, last_seen_at
    )
    select ${scope.workspaceId}, ${connector}, ${operationId}, pointer, kind, sample, 1,
      ${seenAt}::timestamptz, ${seenAt}::timestamptz
    from unnest(
      ${drift.map(({ pointer }) => pointer)}::text[],
      ${drift.map(({ kind }) => kind)}::text[],
      ${drift.map(({ sample }) => sample)}::text[]
    ) as seen (pointer, kind, sample)
    on conflict (workspace_id, connector, operation_id, pointer, kind) do update set
      count = known.count + 1, sample = excluded.sample,
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
