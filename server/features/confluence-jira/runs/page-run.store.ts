import { sql } from 'kysely'
import { codeOf } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { deleteFound } from '../../../storage/delete-found.store.ts'
import { KINDS_OF, type Run, type RunFeature, type RunStatus } from './run.ts'

const COLUMNS = [
  'id',
  'kind',
  'dryRun',
  'request',
  'settings',
  'undoes',
  'status',
  'hasPages',
  'jiraUrl',
  'error',
  'notes',
  'requestedBy',
  'createdAt',
  'updatedAt',
  'finishedAt',
] as const

const OF_RUN = sql`from page_task_pages p where p.workspace_id = page_task_runs.workspace_id and p.run_id = page_task_runs.id`
const PAGES = [
  sql<number>`(select count(*)::int ${OF_RUN})`.as('pagesFound'),
  // A dry run stops at the plan.
  sql<number>`(select count(*)::int ${OF_RUN} and p.status not in ('found', 'writing') and (dry_run or p.status <> 'planned'))`.as(
    'pagesFinished',
  ),
  sql<string | null>`(select coalesce(p.title, p.url) ${OF_RUN} order by p.place limit 1)`.as('firstPage'),
]

type NewRun = Pick<Run, 'id' | 'kind' | 'dryRun' | 'request' | 'settings' | 'undoes' | 'createdAt'> & {
  readonly requestedBy: object
}

export async function insertRun(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { request, settings, requestedBy, ...run }: NewRun,
): Promise<void> {
  await db
    .insertInto('pageTaskRuns')
    .values({
      ...run,
      workspaceId,
      request: JSON.stringify(request),
      settings: JSON.stringify(settings),
      requestedBy: JSON.stringify(requestedBy),
      status: 'waiting',
      updatedAt: run.createdAt,
    })
    .execute()
}

export async function findRun(db: Db, scope: WorkspaceScope, id: string): Promise<Run | undefined> {
  const row = await db
    .selectFrom('pageTaskRuns')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  // Only this store writes what it holds, from values of these types.
  return row as Run | undefined
}

export type ListedRun<R extends Run = Run> = R & {
  readonly pagesFound: number
  /** Of those that are still at work. */
  readonly pagesFinished: number
  readonly firstPage: string | null
}

interface RunsPage {
  readonly feature: RunFeature
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first. */
export async function listRuns(
  db: Db,
  scope: WorkspaceScope,
  { feature, before, limit }: RunsPage,
): Promise<ListedRun[]> {
  let query = db
    .selectFrom('pageTaskRuns')
    .select([...COLUMNS, ...PAGES])
    .where('workspaceId', '=', scope.workspaceId)
    .where('kind', 'in', KINDS_OF[feature])
  if (before !== undefined) query = query.where('id', '<', before)
  return (await query.orderBy('id', 'desc').limit(limit).execute()) as ListedRun[]
}

/** The try takes the place of the one before it; undefined when there is nothing to do. */
export async function beginRun(
  db: Db,
  scope: WorkspaceScope,
  { id, driver, at }: { readonly id: string; readonly driver: string; readonly at: Date },
): Promise<Run | undefined> {
  const row = await db
    .updateTable('pageTaskRuns')
    .set({ status: 'running', driver, updatedAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'running'])
    .returning(COLUMNS)
    .executeTakeFirst()
  return row as Run | undefined
}

interface Holding {
  readonly id: string
  readonly driver: string
  /** Whether the transaction waits for the disk at its end. */
  readonly isDurable: boolean
}

/**
 * Until the transaction ends no other try begins and nobody cancels the run. Where that has happened it fails, see isNotHeld: nothing else
 * keeps the statements that are sent along with this one from being carried out.
 */
export async function holdRun(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { id, driver, isDurable }: Holding,
): Promise<void> {
  const quickly = isDurable ? sql`` : sql`, set_config('synchronous_commit', 'off', true)`
  await sql`
    select 1 / coalesce((
      select 1 from page_task_runs
      where workspace_id = ${workspaceId} and id = ${id} and driver = ${driver} and status = 'running' for share
    ), 0)${quickly}`.execute(db)
}

/** Division by zero. */
export function isNotHeld(error: unknown): boolean {
  return codeOf(error) === '22012'
}

/** Only where the run is held. */
export async function noteHasPages(
  db: Db,
  scope: WorkspaceScope,
  {
    id,
    jiraUrl,
    notes = [],
  }: Pick<Run, 'id'> & { readonly jiraUrl: string; readonly notes?: readonly string[] },
): Promise<void> {
  await db
    .updateTable('pageTaskRuns')
    .set({ hasPages: true, jiraUrl, notes: JSON.stringify(notes) })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

interface RunEnd {
  readonly id: string
  readonly driver: string
  readonly status: Extract<RunStatus, 'completed' | 'failed'>
  readonly error: string | null
  readonly at: Date
}

/** False when another try has begun, or it was cancelled. */
export async function endRun(
  db: Db,
  scope: WorkspaceScope,
  { id, driver, status, error, at }: RunEnd,
): Promise<boolean> {
  const row = await db
    .updateTable('pageTaskRuns')
    .set({ status, error, updatedAt: at, finishedAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('driver', '=', driver)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when it is over already, or was never there. */
export async function cancelRun(
  db: Db,
  scope: WorkspaceScope,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('pageTaskRuns')
    .set({ status: 'cancelled', driver: null, updatedAt: at, finishedAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'running'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface Lost {
  readonly jobName: string
  readonly untouchedSince: Date
  readonly error: string
  readonly at: Date
}

/** Those whose job has ended without a word. */
export async function failLostRuns(
  db: Db,
  scope: WorkspaceScope,
  { jobName, untouchedSince, error, at }: Lost,
): Promise<void> {
  await sql`
    update page_task_runs set status = 'failed', error = ${error}, finished_at = ${at}, updated_at = ${at}
    where workspace_id = ${scope.workspaceId} and status in ('waiting', 'running') and updated_at < ${untouchedSince}
      and id not in (
        select payload ->> 'runId' from jobs
        where workspace_id = ${scope.workspaceId} and state in ('ready', 'running') and name = ${jobName}
      )`.execute(db)
}

/** With their pages and results, at most `limit` of those that are over; what they have made stays known. */
export async function deleteRunsBefore(
  db: Db,
  scope: WorkspaceScope,
  { before, dryRun, limit }: { readonly before: Date; readonly dryRun: boolean; readonly limit: number },
): Promise<number> {
  const ids = db
    .selectFrom('pageTaskRuns')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('dryRun', '=', dryRun)
    .where('finishedAt', '<', before)
    .limit(limit)
  return deleteFound(db, scope, { table: 'pageTaskRuns', ids })
}
