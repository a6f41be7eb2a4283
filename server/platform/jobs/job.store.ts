import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { notifyAfterCommit, type Db } from '../../storage/db.ts'

export type JobState = 'ready' | 'running' | 'done' | 'failed' | 'cancelled'

export interface JobKind {
  readonly name: string
  readonly priority: number
  readonly maxAttempts: number
  readonly batched: boolean
}

export interface NewJob extends JobKind {
  readonly id: string
  readonly payload: unknown
  readonly dedupeKey: string | undefined
  readonly runAt: Date | undefined
}

export interface ClaimedJob {
  readonly id: string
  readonly workspaceId: string | null
  readonly name: string
  readonly payload: unknown
  readonly attempts: number
  readonly maxAttempts: number
}

/** What proves that a job is still this worker's: another attempt of it has another number. */
export interface Lease {
  readonly id: string
  readonly attempts: number
}

export const JOBS_CHANNEL = 'switchyard_jobs'

type Workspace = Pick<WorkspaceScope, 'workspaceId'>

/** Returns the ids of those that were made: for the others a job of the same name and key is ready or running. */
export async function insertJobs(db: Db, scope: Workspace, jobs: readonly NewJob[]): Promise<string[]> {
  const result = await sql<{ id: string }>`/* prepared insert-jobs */
    insert into jobs (id, workspace_id, name, payload, priority, max_attempts, batched, dedupe_key, run_at, created_at)
    select job.id, nullif(${scope.workspaceId}, ''), name, payload, priority, max_attempts, batched, dedupe_key,
      coalesce(run_at::timestamptz, now()), now()
    from unnest(
      ${jobs.map(({ id }) => id)}::text[],
      ${jobs.map(({ name }) => name)}::text[],
      ${jobs.map(({ payload }) => JSON.stringify(payload))}::json[],
      ${jobs.map(({ priority }) => priority)}::smallint[],
      ${jobs.map(({ maxAttempts }) => maxAttempts)}::integer[],
      ${jobs.map(({ batched }) => batched)}::boolean[],
      ${jobs.map(({ dedupeKey }) => dedupeKey ?? null)}::text[],
      ${jobs.map(({ runAt }) => runAt?.toISOString() ?? null)}::text[]
    ) as job (id, name, payload, priority, max_attempts, batched, dedupe_key, run_at)
    on conflict do nothing
    returning id`.execute(db)
  notifyAfterCommit(db, JOBS_CHANNEL)
  return result.rows.map(({ id }) => id)
}

/** As a part of a larger statement: one job of the kind for each of the rows, which have the columns id and payload. */
export function insertionFrom(
  { workspaceId }: Workspace,
  kind: JobKind,
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into jobs (id, workspace_id, name, payload, priority, max_attempts, batched, run_at, created_at)
    select job.id, ${workspaceId}, ${kind.name}, payload, ${kind.priority}::smallint, ${kind.maxAttempts}::integer,
      ${kind.batched}::boolean, now(), now()
    from (${rows}) as job`
}

/**
 * Takes up to `limit` ready jobs of the named kinds, highest priority first; between equals the workspaces take turns, so that one with a
 * long queue does not hold up the others. Only under asSystem.
 */
export async function claimJobs(
  db: Db,
  claim: {
    readonly owner: string
    readonly names: readonly string[]
    readonly batched: boolean
    readonly limit: number
    readonly leaseMs: number
  },
): Promise<ClaimedJob[]> {
  const result = await sql<ClaimedJob>`
    with candidates as (
      select id, workspace_id, priority, run_at from jobs
      where state = 'ready' and batched = ${claim.batched} and run_at <= now() and name = any(${claim.names})
      order by priority desc, run_at, id
      limit ${claim.limit * 4}
      for update skip locked
    ), turns as (
      select id, priority, run_at, row_number() over (partition by workspace_id order by priority desc, run_at, id) as turn
      from candidates
    ), picked as (
      select id from turns order by priority desc, turn, run_at, id limit ${claim.limit}
    )
    update jobs
    set state = 'running', attempts = attempts + 1, lease_owner = ${claim.owner},
        lease_until = now() + ${claim.leaseMs} * interval '1 millisecond'
    from picked where jobs.id = picked.id
    returning jobs.id, jobs.workspace_id, jobs.name, jobs.payload, jobs.attempts, jobs.max_attempts`.execute(
    db,
  )
  return result.rows
}

/** Extends the leases that are still this owner's and returns their ids; the others were cancelled or taken over. Only under asSystem. */
export async function extendLeases(
  db: Db,
  lease: { readonly owner: string; readonly ids: readonly string[]; readonly leaseMs: number },
): Promise<string[]> {
  const rows = await db
    .updateTable('jobs')
    .set({ leaseUntil: sql<Date>`now() + ${lease.leaseMs} * interval '1 millisecond'` })
    .where('id', 'in', [...lease.ids])
    .where('leaseOwner', '=', lease.owner)
    .where('state', '=', 'running')
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Only under asSystem, like the other ways out of `running`. */
export async function completeJobs(db: Db, leases: readonly Lease[]): Promise<void> {
  await sql`
    update jobs set state = 'done', finished_at = now(), lease_owner = null, lease_until = null, last_error = null
    from unnest(${leases.map((lease) => lease.id)}::text[], ${leases.map((lease) => lease.attempts)}::int[]) as held (id, attempts)
    where jobs.id = held.id and jobs.attempts = held.attempts and jobs.state = 'running'`.execute(db)
}

/** Back to `ready` at a time of its own; `refundAttempt` when the run was no failure. */
export async function releaseJob(
  db: Db,
  lease: Lease,
  next: { readonly runAt: Date; readonly error: string | null; readonly refundAttempt: boolean },
): Promise<void> {
  await releaseQuery(db, lease)
    .set({
      state: 'ready',
      runAt: next.runAt,
      lastError: next.error,
      leaseOwner: null,
      leaseUntil: null,
      ...(next.refundAttempt ? { attempts: sql<number>`attempts - 1` } : {}),
    })
    .execute()
}

export async function failJob(db: Db, lease: Lease, error: string): Promise<void> {
  await releaseQuery(db, lease)
    .set({
      state: 'failed',
      lastError: error,
      finishedAt: sql<Date>`now()`,
      leaseOwner: null,
      leaseUntil: null,
    })
    .execute()
}

function releaseQuery(db: Db, lease: Lease) {
  return db
    .updateTable('jobs')
    .where('id', '=', lease.id)
    .where('attempts', '=', lease.attempts)
    .where('state', '=', 'running')
}

/** Jobs whose worker died: ready again, or failed when that was the last attempt. Returns how many. Only under asSystem. */
export async function reclaimExpiredJobs(db: Db): Promise<number> {
  const rows = await db
    .updateTable('jobs')
    .set({
      state: sql<JobState>`case when attempts >= max_attempts then 'failed' else 'ready' end`,
      lastError: 'the worker stopped without a word',
      finishedAt: sql<Date>`case when attempts >= max_attempts then now() end`,
      runAt: sql<Date>`now()`,
      leaseOwner: null,
      leaseUntil: null,
    })
    .where('state', '=', 'running')
    .where('leaseUntil', '<', sql<Date>`now()`)
    .returning('id')
    .execute()
  return rows.length
}

export async function updateJobProgress(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  job: { readonly id: string; readonly progress: object },
): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ progress: JSON.stringify(job.progress) })
    .where('id', '=', job.id)
    .where(
      'workspaceId',
      scope.workspaceId === '' ? 'is' : '=',
      scope.workspaceId === '' ? null : scope.workspaceId,
    )
    .execute()
}

/** The oldest finished jobs of before then. Only under asSystem. */
export async function deleteFinishedJobs(
  db: Db,
  page: { readonly finishedBefore: Date; readonly limit: number },
): Promise<number> {
  const result = await db
    .deleteFrom('jobs')
    .where('id', 'in', (query) =>
      query
        .selectFrom('jobs')
        .select('id')
        .where('state', 'in', ['done', 'failed', 'cancelled'])
        .where('finishedAt', '<', page.finishedBefore)
        // Ids grow with time, so the oldest come first without an index of their own.
        .orderBy('id')
        .limit(page.limit),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** How many jobs are in each live state, and the age in seconds of the oldest that could run. Only under asSystem. */
export async function countLiveJobs(
  db: Db,
): Promise<{ ready: number; running: number; oldestSeconds: number }> {
  const row = await db
    .selectFrom('jobs')
    .select([
      sql<number>`count(*) filter (where state = 'ready' and run_at <= now())`.as('ready'),
      sql<number>`count(*) filter (where state = 'running')`.as('running'),
      sql<number>`coalesce(extract(epoch from now() - min(run_at) filter (where state = 'ready' and run_at <= now())), 0)::float8`.as(
        'oldestSeconds',
      ),
    ])
    .where('state', 'in', ['ready', 'running'])
    .executeTakeFirstOrThrow()
  return row
}

/** Only under asSystem. Returns false when another process took the slot. */
export async function insertSlot(db: Db, schedule: string, slot: Date): Promise<boolean> {
  const result = await db
    .insertInto('scheduleSlots')
    .values({ schedule, slot })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}

/** Only under asSystem. */
export async function deleteSlots(db: Db, olderThan: Date): Promise<void> {
  await db.deleteFrom('scheduleSlots').where('slot', '<', olderThan).execute()
}

/** Only under asSystem. */
export async function listWorkspaceIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('workspaces').select('workspaceId').orderBy('workspaceId').execute()
  return rows.map((row) => row.workspaceId)
}
