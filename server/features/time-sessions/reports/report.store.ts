import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { deleteFound } from '../../../storage/delete-found.store.ts'
import type { ReportsTable } from '../../../storage/tables/reports.ts'
import type { CalendarDay } from '../calendar-day.ts'

export type ReportRow = Omit<Selectable<ReportsTable>, 'workspaceId'>

export interface FoundReport extends ReportRow {
  readonly personName: string | null
}

export type NewReport = Pick<
  ReportRow,
  'id' | 'kind' | 'personId' | 'fromDay' | 'toDay' | 'zone' | 'email' | 'periodKey' | 'createdAt'
> & {
  /** JSON. */
  readonly requestedBy: string
}

/** Returns the ids of those that were stored: of a period that was reported already, nothing is. */
export async function insertReports(
  db: Db,
  scope: WorkspaceScope,
  reports: readonly NewReport[],
): Promise<string[]> {
  const waiting = { workspaceId: scope.workspaceId, status: 'waiting', sessions: 0, mailedTo: '[]' } as const
  const rows = await db
    .insertInto('reports')
    .values(reports.map((report) => ({ ...waiting, ...report })))
    .onConflict((conflict) => conflict.columns(['workspaceId', 'periodKey']).doNothing())
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

function reportsOf(db: Db, scope: WorkspaceScope) {
  return db
    .selectFrom('reports as r')
    .leftJoin('people as p', (join) =>
      join.onRef('p.workspaceId', '=', 'r.workspaceId').onRef('p.id', '=', 'r.personId'),
    )
    .selectAll('r')
    .select('p.name as personName')
    .where('r.workspaceId', '=', scope.workspaceId)
}

export async function findReport(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<FoundReport | undefined> {
  return reportsOf(db, scope).where('r.id', '=', id).executeTakeFirst()
}

interface ReportPage {
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first. */
export async function listReports(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: ReportPage,
): Promise<FoundReport[]> {
  let query = reportsOf(db, scope)
  if (before !== undefined) query = query.where('r.id', '<', before)
  return query.orderBy('r.id', 'desc').limit(limit).execute()
}

/** The first day of the latest period that was reported on schedule. */
export async function findLatestPeriod(
  db: Db,
  scope: WorkspaceScope,
  kind: ReportRow['kind'],
): Promise<CalendarDay | undefined> {
  const row = await db
    .selectFrom('reports')
    .select((select) => select.fn.max('fromDay').as('fromDay'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('kind', '=', kind)
    .where('periodKey', 'is not', null)
    .executeTakeFirst()
  return row?.fromDay ?? undefined
}

interface Try {
  readonly id: string
  readonly fileId: string
}

/** A try takes the place of the one before it; undefined when the report is done, or gone. */
export async function startReport(
  db: Db,
  scope: WorkspaceScope,
  { id, fileId }: Try,
): Promise<ReportRow | undefined> {
  return db
    .updateTable('reports')
    .set({ status: 'running', fileId, sessions: 0, error: null, finishedAt: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', '<>', 'done')
    .returningAll()
    .executeTakeFirst()
}

export async function noteSessions(
  db: Db,
  scope: WorkspaceScope,
  { id, fileId, sessions }: Try & { readonly sessions: number },
): Promise<void> {
  await db
    .updateTable('reports')
    .set({ sessions })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('fileId', '=', fileId)
    .execute()
}

interface Finish extends Try {
  readonly sessions: number
  /** JSON. */
  readonly mailedTo: string
  readonly finishedAt: Date
}

/** False when a later try has begun, or it is done already. */
export async function finishReport(
  db: Db,
  scope: WorkspaceScope,
  { id, fileId, ...finished }: Finish,
): Promise<boolean> {
  const row = await db
    .updateTable('reports')
    .set({ status: 'done', error: null, ...finished })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('fileId', '=', fileId)
    .where('status', '<>', 'done')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface Failure extends Try {
  readonly status: 'waiting' | 'failed'
  readonly error: string
  readonly finishedAt: Date | null
}

/** Nothing when a later try has begun. */
export async function failReport(
  db: Db,
  scope: WorkspaceScope,
  { id, fileId, ...failed }: Failure,
): Promise<void> {
  await db
    .updateTable('reports')
    .set(failed)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('fileId', '=', fileId)
    .where('status', '=', 'running')
    .execute()
}

interface Lost {
  readonly jobName: string
  readonly createdBefore: Date
  readonly error: string
  readonly at: Date
}

/** Those whose job has ended without a word, or was cancelled. */
export async function failLostReports(
  db: Db,
  scope: WorkspaceScope,
  { jobName, createdBefore, error, at }: Lost,
): Promise<void> {
  await sql`
    update reports set status = 'failed', error = ${error}, finished_at = ${at}
    where workspace_id = ${scope.workspaceId} and status in ('waiting', 'running') and created_at < ${createdBefore}
      and id not in (
        select payload ->> 'reportId' from jobs
        where workspace_id = ${scope.workspaceId} and state in ('ready', 'running') and name = ${jobName}
      )`.execute(db)
}

export async function deleteReportsBefore(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const ids = db
    .selectFrom('reports')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('createdAt', '<', before)
    .limit(limit)
  return deleteFound(db, scope, { table: 'reports', ids })
}
