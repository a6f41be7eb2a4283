import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { deleteFound } from '../../../storage/delete-found.store.ts'
import type { ClickupSyncRunsTable } from '../../../storage/tables/clickup-tasks.ts'

export type SyncRun = Omit<Selectable<ClickupSyncRunsTable>, 'workspaceId'>
export type SyncTrigger = SyncRun['trigger']

interface NewRun {
  readonly id: string
  readonly listId: string
  readonly trigger: SyncTrigger
  readonly isFull: boolean
  readonly createdAt: Date
}

/** False when a run of the list waits for its turn already: the unique index decides, whatever process asks. */
export async function insertRun(db: Db, scope: WorkspaceScope, run: NewRun): Promise<boolean> {
  const row = await db
    .insertInto('clickupSyncRuns')
    .values({
      workspaceId: scope.workspaceId,
      ...run,
      status: 'running',
      startedAt: null,
      finishedAt: null,
      waitsUntil: null,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** At work, or waiting for their turn; those at work first. */
export async function listLiveRuns(
  db: Db,
  scope: WorkspaceScope,
  listId: string,
): Promise<readonly SyncRun[]> {
  return db
    .selectFrom('clickupSyncRuns')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('listId', '=', listId)
    .where('status', '=', 'running')
    .orderBy('startedAt')
    .execute()
}

/** Makes somebody's own run of one that a webhook asked for and that still waits for its turn. */
export async function takeOverRun(
  db: Db,
  scope: WorkspaceScope,
  { id, isFull }: Pick<NewRun, 'id' | 'isFull'>,
): Promise<boolean> {
  const row = await db
    .updateTable('clickupSyncRuns')
    .set({ trigger: 'manual', isFull })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .where('startedAt', 'is', null)
    .where('trigger', '=', 'webhook')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findRun(db: Db, scope: WorkspaceScope, id: string): Promise<SyncRun | undefined> {
  return db
    .selectFrom('clickupSyncRuns')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The same, held until the transaction ends. */
export async function lockRun(db: Db, scope: WorkspaceScope, id: string): Promise<SyncRun | undefined> {
  return db
    .selectFrom('clickupSyncRuns')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function findLatestRun(
  db: Db,
  scope: WorkspaceScope,
  listId: string,
): Promise<SyncRun | undefined> {
  return db
    .selectFrom('clickupSyncRuns')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('listId', '=', listId)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Latest first. */
export async function listRuns(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<SyncRun[]> {
  let query = db.selectFrom('clickupSyncRuns').selectAll().where('workspaceId', '=', scope.workspaceId)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

type RunChange = Partial<Omit<SyncRun, 'id' | 'listId' | 'trigger' | 'isFull' | 'createdAt'>>

/** Only a run that is not over changes; undefined when it is, whoever ended it. Breaks the unique index when another one of the list is at work. */
export async function updateRun(
  db: Db,
  scope: WorkspaceScope,
  { id, ...change }: RunChange & Pick<SyncRun, 'id'>,
): Promise<SyncRun | undefined> {
  return db
    .updateTable('clickupSyncRuns')
    .set(change)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returningAll()
    .executeTakeFirst()
}

/** For one that has changed nothing and that nobody asked for. */
export async function deleteRun(db: Db, scope: WorkspaceScope, id: string): Promise<void> {
  await db
    .deleteFrom('clickupSyncRuns')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Ends the runs of every list but this one; of all when it is null. */
export async function endOtherRuns(
  db: Db,
  scope: WorkspaceScope,
  end: { readonly listId: string | null; readonly error: string; readonly at: Date },
): Promise<void> {
  let update = db
    .updateTable('clickupSyncRuns')
    .set({ status: 'error', error: end.error, finishedAt: end.at, waitsUntil: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('status', '=', 'running')
  if (end.listId !== null) update = update.where('listId', '!=', end.listId)
  await update.execute()
}

interface Lost {
  readonly jobName: string
  readonly createdBefore: Date
  readonly error: string
  readonly at: Date
}

/** Ends runs whose job is gone. */
export async function endLostRuns(
  db: Db,
  scope: WorkspaceScope,
  { jobName, createdBefore, error, at }: Lost,
): Promise<void> {
  await sql`
    update clickup_sync_runs set status = 'error', error = ${error}, finished_at = ${at}, waits_until = null
    where workspace_id = ${scope.workspaceId} and status = 'running' and created_at < ${createdBefore}
      and id not in (
        select payload ->> 'runId' from jobs
        where workspace_id = ${scope.workspaceId} and state in ('ready', 'running') and name = ${jobName}
      )`.execute(db)
}

/** How many they were. */
export async function deleteRunsBefore(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const ids = db
    .selectFrom('clickupSyncRuns')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('status', '!=', 'running')
    .where('createdAt', '<', before)
    .limit(limit)
  return deleteFound(db, scope, { table: 'clickupSyncRuns', ids })
}
