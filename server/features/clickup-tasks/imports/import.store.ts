import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { deleteFound } from '../../../storage/delete-found.store.ts'
import type { ClickupImportsTable } from '../../../storage/tables/clickup-imports.ts'
import type { ImportStatus } from './import.schemas.ts'

export type ImportRow = Omit<Selectable<ClickupImportsTable>, 'workspaceId'>

type NewImport = Pick<
  ImportRow,
  'id' | 'listId' | 'target' | 'driver' | 'delayMs' | 'nextStartAt' | 'startedAt'
> & {
  /** JSON. */
  readonly choices: string
  /** JSON. */
  readonly requestedBy: string
}

export async function insertImport(db: Db, scope: WorkspaceScope, row: NewImport): Promise<void> {
  await db
    .insertInto('clickupImports')
    .values({ ...row, workspaceId: scope.workspaceId, status: 'running' })
    .execute()
}

export async function findImport(db: Db, scope: WorkspaceScope, id: string): Promise<ImportRow | undefined> {
  return db
    .selectFrom('clickupImports')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Newest first. */
export async function listImports(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<ImportRow[]> {
  let query = db.selectFrom('clickupImports').selectAll().where('workspaceId', '=', scope.workspaceId)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

export interface Driven {
  readonly id: string
  readonly driver: string
}

/** Undefined when it does not run, or another driver has it. Held until the transaction ends. */
export async function lockDriven(
  db: Db,
  scope: WorkspaceScope,
  { id, driver }: Driven,
): Promise<ImportRow | undefined> {
  return db
    .selectFrom('clickupImports')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('driver', '=', driver)
    .where('status', '=', 'running')
    .forUpdate()
    .executeTakeFirst()
}

interface Change {
  readonly id: string
  readonly from: readonly ImportStatus[]
  readonly to: ImportStatus
  readonly finishedAt: Date | null
  /** Of one that is to run. */
  readonly driver?: string
  readonly planPage?: number
}

/** False when it is in another state. */
export async function changeStatus(
  db: Db,
  scope: WorkspaceScope,
  { id, from, to, ...set }: Change,
): Promise<boolean> {
  const row = await db
    .updateTable('clickupImports')
    .set({ ...set, status: to, errorMessage: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', 'in', from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface PlanPlace {
  readonly planned: boolean
  readonly planAfterMs: number | null
  readonly planPage: number
}

export async function updatePlan(
  db: Db,
  scope: WorkspaceScope,
  { id, ...place }: PlanPlace & { readonly id: string },
): Promise<void> {
  await db
    .updateTable('clickupImports')
    .set({ ...place, errorMessage: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function putOffStart(
  db: Db,
  scope: WorkspaceScope,
  { id, until }: { readonly id: string; readonly until: Date },
): Promise<void> {
  await db
    .updateTable('clickupImports')
    .set({ nextStartAt: until })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

/** What it waits for, while it runs; null: for nothing. */
export async function noteWaiting(
  db: Db,
  scope: WorkspaceScope,
  { id, driver, message }: Driven & { readonly message: string | null },
): Promise<void> {
  await db
    .updateTable('clickupImports')
    .set({ errorMessage: message })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('driver', '=', driver)
    .where('status', '=', 'running')
    .where(sql<boolean>`error_message is distinct from ${message}::text`)
    .execute()
}

interface End extends Driven {
  readonly status: 'completed' | 'failed'
  readonly errorMessage: string | null
  readonly finishedAt: Date
}

/** False when somebody has stopped or cancelled it before. */
export async function endImport(
  db: Db,
  scope: WorkspaceScope,
  { id, driver, ...end }: End,
): Promise<boolean> {
  const row = await db
    .updateTable('clickupImports')
    .set(end)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('driver', '=', driver)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

interface Forsaken {
  readonly jobName: string
  readonly errorMessage: string
  readonly finishedAt: Date
}

/** Those that run without a live job that drives them: it was cancelled, or deleted. */
export async function failForsakenImports(
  db: Db,
  scope: WorkspaceScope,
  { jobName, errorMessage, finishedAt }: Forsaken,
): Promise<void> {
  await sql`
    update clickup_imports set status = 'failed', error_message = ${errorMessage}, finished_at = ${finishedAt}
    where workspace_id = ${scope.workspaceId} and status = 'running'
      and driver not in (
        select payload ->> 'driver' from jobs
        where workspace_id = ${scope.workspaceId} and state in ('ready', 'running') and name = ${jobName}
      )`.execute(db)
}

/** With their tasks; none that runs. */
export async function deleteImportsBefore(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const ids = db
    .selectFrom('clickupImports')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('status', '!=', 'running')
    .where(sql<boolean>`coalesce(finished_at, started_at) < ${before}`)
    .limit(limit)
  return deleteFound(db, scope, { table: 'clickupImports', ids })
}
