import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { BootstrapRunsTable } from '../../storage/tables/bootstrap-runs.ts'

export type RunRow = Selectable<BootstrapRunsTable>
type RunStatus = RunRow['status']

const LIVE = ['planned', 'running', 'waiting'] as const
const KEPT_RUNS = 20

/** False when another run is live: the unique index decides, whatever process asks. */
export async function insertRun(
  db: Db,
  scope: WorkspaceScope,
  run: { readonly id: string; readonly startedAt: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('bootstrapRuns')
    .values({
      workspaceId: scope.workspaceId,
      ...run,
      status: 'planned',
      finishedAt: null,
      resumesAt: null,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findRun(db: Db, scope: WorkspaceScope, id: string): Promise<RunRow | undefined> {
  return db
    .selectFrom('bootstrapRuns')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function findLatestRun(db: Db, scope: WorkspaceScope): Promise<RunRow | undefined> {
  return db
    .selectFrom('bootstrapRuns')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findLiveRun(db: Db, scope: WorkspaceScope): Promise<RunRow | undefined> {
  return db
    .selectFrom('bootstrapRuns')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('status', 'in', LIVE)
    .executeTakeFirst()
}

/**
 * Until the transaction ends, and before anything else in it, so that nobody waits in a ring: pages share the run, whoever
 * touches rows of several streams has it alone, and the workspace is not deleted meanwhile. One that is gone has nothing to lock.
 */
export async function lockRun(
  db: Db,
  scope: WorkspaceScope,
  run: { readonly id: string; readonly mode: 'shared' | 'alone' },
): Promise<void> {
  const lock = sql.raw(run.mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
  await sql`/* prepared lock-bootstrap-run-${sql.raw(run.mode)} */
    select ${lock}(hashtextextended(${run.id}, 0)) from workspaces
    where workspace_id = ${scope.workspaceId} for key share`.execute(db)
}

interface RunChange {
  readonly id: string
  readonly status: RunStatus
  readonly resumesAt?: Date | undefined
  readonly finishedAt?: Date | undefined
  readonly error?: string | undefined
}

/** Only a live run changes; false when it had ended, whoever ended it. */
export async function updateRun(db: Db, scope: WorkspaceScope, change: RunChange): Promise<boolean> {
  const row = await db
    .updateTable('bootstrapRuns')
    .set({
      status: change.status,
      resumesAt: change.resumesAt ?? null,
      finishedAt: change.finishedAt ?? null,
      error: change.error ?? null,
    })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', change.id)
    .where('status', 'in', LIVE)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function addActiveTime(
  db: Db,
  scope: WorkspaceScope,
  run: { readonly id: string; readonly ms: number },
): Promise<void> {
  await db
    .updateTable('bootstrapRuns')
    .set({ activeMs: sql<number>`active_ms + ${Math.round(run.ms)}` })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', run.id)
    .execute()
}

/** Their steps go with them. */
export async function deleteOldRuns(db: Db, scope: WorkspaceScope): Promise<void> {
  await db
    .deleteFrom('bootstrapRuns')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'not in', (query) =>
      query
        .selectFrom('bootstrapRuns')
        .select('id')
        .where('workspaceId', '=', scope.workspaceId)
        .orderBy('id', 'desc')
        .limit(KEPT_RUNS),
    )
    .execute()
}

/** Workspaces are named by what Clockify calls them. */
export async function renameWorkspace(db: Db, scope: WorkspaceScope, name: string): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ name })
    .where('workspaceId', '=', scope.workspaceId)
    .where('name', '!=', name)
    .execute()
}
