import type { SelectQueryBuilder } from 'kysely'
import type { WorkspaceScope } from '../shared/scope.ts'
import type { Db } from './db.ts'
import type { Database } from './schema.ts'

/** Those whose rows go after a while, a part at a time. */
export type FadingTable =
  | 'apiCalls'
  | 'clickupImports'
  | 'clickupReplies'
  | 'clickupSyncRuns'
  | 'files'
  | 'pageTaskRuns'
  | 'reports'
  | 'webhookDeliveries'
  | 'webhookEvents'

interface Found<Table extends FadingTable> {
  readonly table: Table
  /** Ids of rows of this table, as many as may go at a time. */
  readonly ids: SelectQueryBuilder<Database, Table, { id: string | number }>
}

/** Deletes the rows that the query finds; how many they were. */
export async function deleteFound<Table extends FadingTable>(
  db: Db,
  scope: WorkspaceScope,
  { table, ids }: Found<Table>,
): Promise<number> {
  const result = await db
    .deleteFrom<FadingTable>(table)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', ids)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
