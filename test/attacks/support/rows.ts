import { sql } from 'kysely'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import { workspaceTables } from '../../platform/addon/workspace-rows.ts'

/** What the server changes there by itself, a moment after a request or by the clock on the wall. */
const OF_ITSELF: Readonly<Record<string, readonly string[]>> = {
  clickup_webhook_states: ['checked_at', 'lease_job', 'lease_until'],
  // Slots that nobody used are given back; when the minute has turned by then, both counts by the minute move on.
  rate_limits: ['next_at', 'arrivals', 'latest_minute', 'used', 'refused'],
}
// Schedules enqueue their jobs by the clock on the wall.
const SCHEDULED = sql`and (t.*)::text not like '%slot:____-__-__T%'`

/** A mark of every row that the workspace has, by table: equal marks are equal bytes. */
export async function rowsOf(
  db: Db,
  scope: { readonly workspaceId: string },
): Promise<Record<string, string>> {
  const tables = await workspaceTables(db)
  return inWorkspace(db, scope, async (tx) => {
    const marks: Record<string, string> = {}
    for (const table of tables) {
      const row = sql`(to_jsonb(t) - ${OF_ITSELF[table] ?? []}::text[])`
      const { rows } = await sql<{ mark: string }>`
        select count(*) || ' ' || md5(coalesce(string_agg(${row}::text, '|' order by ${row}::text), '')) as mark
        from ${sql.table(table)} t where t.workspace_id = ${scope.workspaceId} ${SCHEDULED}`.execute(tx)
      marks[table] = rows[0]!.mark
    }
    return marks
  })
}
