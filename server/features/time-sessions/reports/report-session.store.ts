import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TimeSessionsTable } from '../../../storage/tables/time-sessions.ts'
import type { Span } from './report-period.ts'

/** What a report reads of a session. */
export type ReportSession = Pick<
  TimeSessionsTable,
  | 'id'
  | 'externalId'
  | 'personId'
  | 'description'
  | 'projectId'
  | 'projectName'
  | 'taskName'
  | 'billable'
  | 'startedAt'
  | 'endedAt'
  | 'timeZone'
  | 'running'
  | 'overtime'
  | 'status'
  | 'edits'
  | 'note'
  | 'approvedStartedAt'
  | 'approvedEndedAt'
> & {
  readonly personName: string
  readonly personEmail: string | null
  readonly personEnabled: boolean
}

/**
 * Together all that has to do with a span, each session in one of them: `inside` began in it or on the day before, `long` began earlier
 * and took longer, of `moved` only the approved time is in it.
 */
export const STRETCHES = ['long', 'inside', 'moved'] as const
export type Stretch = (typeof STRETCHES)[number]

export interface ReportRange {
  readonly span: Span
  /** Undefined: everybody. */
  readonly personId: string | undefined
}

/** Where a page ends. */
export interface ReportPosition {
  readonly startedAt: Date
  readonly id: string
}

interface SessionPage extends ReportRange {
  readonly stretch: Stretch
  readonly after: ReportPosition | undefined
  readonly limit: number
}

/** Earliest start first. */
export async function listReportSessions(
  db: Db,
  scope: WorkspaceScope,
  { stretch, span, personId, after, limit }: SessionPage,
): Promise<ReportSession[]> {
  // The page first, and people for it: joined at once, a planner without statistics would sort the whole range for each page.
  const result = await sql<ReportSession>`
    select s.*, p.name as person_name, p.email as person_email, p.enabled as person_enabled
    from (
      select s.workspace_id, s.id, s.external_id, s.person_id, s.description, s.project_id, s.project_name, s.task_name,
        s.billable, s.started_at, s.ended_at, s.time_zone, s.running, s.overtime, s.status, s.edits, s.note,
        s.approved_started_at, s.approved_ended_at
      from time_sessions s
      where s.workspace_id = ${scope.workspaceId} and ${conditionOf(stretch, { span, personId })}
        and (s.started_at, s.id) > (${after?.startedAt ?? BEFORE_ALL}::timestamptz, ${after?.id ?? ''})
      order by s.started_at, s.id limit ${limit}
    ) s
    join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
    order by s.started_at, s.id`.execute(db)
  return result.rows
}

/** How many have changed since. */
export async function countChangedSessions(
  db: Db,
  scope: WorkspaceScope,
  { since, ...range }: ReportRange & { readonly since: Date },
): Promise<number> {
  const any = STRETCHES.map((stretch) => sql`(${conditionOf(stretch, range)})`)
  const result = await sql<{ count: number }>`
    select count(*)::int as count from time_sessions s
    where s.workspace_id = ${scope.workspaceId} and s.updated_at > ${since} and (${sql.join(any, sql` or `)})`.execute(
    db,
  )
  return result.rows[0]?.count ?? 0
}

const BEFORE_ALL = '-infinity'

function conditionOf(stretch: Stretch, { span, personId }: ReportRange): RawBuilder<boolean> {
  const [from, to] = [new Date(span.fromMs), new Date(span.toMs)]
  const who = personId === undefined ? sql`true` : sql`s.person_id = ${personId}`
  if (stretch === 'long')
    return sql`${who} and s.started_at < ${from}::timestamptz - interval '1 day'
      and (s.ended_at is null or s.duration_seconds > 86400) and (s.ended_at is null or s.ended_at > ${from})`
  if (stretch === 'inside')
    return sql`${who} and s.started_at >= ${from}::timestamptz - interval '1 day' and s.started_at < ${to}
      and (s.started_at >= ${from} or s.ended_at is null or s.ended_at > ${from})`
  return sql`${who} and s.approved_started_at is not null
    and (s.approved_started_at <> s.started_at or s.approved_ended_at is distinct from s.ended_at)
    and s.approved_started_at < ${to} and s.approved_ended_at > ${from}
    and not (s.started_at < ${to} and (s.started_at >= ${from} or s.ended_at is null or s.ended_at > ${from}))`
}
