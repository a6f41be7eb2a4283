import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TimeSessionsTable } from '../../../storage/tables/time-sessions.ts'

export type SessionRow = Omit<Selectable<TimeSessionsTable>, 'workspaceId'>

export async function listSessionsOfEntries(
  db: Db,
  scope: WorkspaceScope,
  externalIds: readonly string[],
): Promise<SessionRow[]> {
  return db
    .selectFrom('timeSessions')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('externalId', 'in', externalIds)
    .execute()
}

/** As a whole: the caller has read each row while it held the head of the audit log. */
export async function upsertSessions(
  db: Db,
  scope: WorkspaceScope,
  sessions: readonly SessionRow[],
): Promise<void> {
  const rows = sessions.map((session) =>
    Object.fromEntries([
      ['workspace_id', scope.workspaceId],
      ...Object.entries(session)
        .filter(([name]) => name !== 'workspaceId')
        .map(([name, value]) => [snakeCase(name), value]),
    ]),
  )
  await sql`
    insert into time_sessions (${COLUMNS})
    select ${COLUMNS} from json_populate_recordset(null::time_sessions, ${JSON.stringify(rows)}::json)
    on conflict (workspace_id, id) do update set
      person_id = excluded.person_id, description = excluded.description, project_id = excluded.project_id,
      project_name = excluded.project_name, task_id = excluded.task_id, task_name = excluded.task_name,
      billable = excluded.billable, started_at = excluded.started_at, ended_at = excluded.ended_at,
      duration_seconds = excluded.duration_seconds, time_zone = excluded.time_zone,
      offset_start = excluded.offset_start, offset_end = excluded.offset_end, running = excluded.running,
      overtime = excluded.overtime, status = excluded.status, edits = excluded.edits, note = excluded.note,
      approved_started_at = excluded.approved_started_at, approved_ended_at = excluded.approved_ended_at,
      approved_seconds = excluded.approved_seconds, decision = excluded.decision,
      decided_edits = excluded.decided_edits, updated_at = excluded.updated_at`.execute(db)
}

// Those that the database does not make itself.
const COLUMNS = sql.raw(
  `workspace_id, id, external_id, person_id, description, project_id, project_name, task_id, task_name, billable,
  started_at, ended_at, duration_seconds, time_zone, offset_start, offset_end, running, overtime, status, edits, note,
  approved_started_at, approved_ended_at, approved_seconds, decision, decided_edits, created_at, updated_at`,
)

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
