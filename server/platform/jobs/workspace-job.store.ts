import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { JobsTable } from '../../storage/tables/jobs.ts'
import { JOBS_CHANNEL, type JobState } from './job.store.ts'

export type JobRow = Selectable<JobsTable>

export async function findJob(db: Db, scope: WorkspaceScope, id: string): Promise<JobRow | undefined> {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Newest first; `before` is the id of the last one seen. */
export async function listJobs(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly state: JobState | undefined; readonly before: string | undefined; readonly limit: number },
): Promise<JobRow[]> {
  let query = db.selectFrom('jobs').selectAll().where('workspaceId', '=', scope.workspaceId)
  if (page.state) query = query.where('state', '=', page.state)
  if (page.before) query = query.where('id', '<', page.before)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}

/** Undefined when it is not ready or running. */
export async function cancelJobRow(db: Db, scope: WorkspaceScope, id: string): Promise<string | undefined> {
  const row = await db
    .updateTable('jobs')
    .set({ state: 'cancelled', finishedAt: sql<Date>`now()`, leaseOwner: null, leaseUntil: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('state', 'in', ['ready', 'running'])
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** A failed or cancelled job begins anew; undefined when it is in another state. */
export async function retryJobRow(db: Db, scope: WorkspaceScope, id: string): Promise<string | undefined> {
  const row = await db
    .updateTable('jobs')
    .set({ state: 'ready', attempts: 0, runAt: sql<Date>`now()`, finishedAt: null, lastError: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'cancelled'])
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Every job of the workspace, whatever its state; part of uninstalling. */
export async function deleteWorkspaceJobs(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('jobs').where('workspaceId', '=', scope.workspaceId).execute()
}

/** Tells every process, when the transaction commits, to abort the job if it runs there. */
export async function announceCancel(db: Db, id: string): Promise<void> {
  await sql`select pg_notify(${JOBS_CHANNEL}, ${`cancel:${id}`})`.execute(db)
}
