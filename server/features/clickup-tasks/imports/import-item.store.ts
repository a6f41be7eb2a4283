import { sql, type RawBuilder, type Updateable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { ClickupImportItemsTable } from '../../../storage/tables/clickup-imports.ts'

export interface NewItem {
  readonly taskId: string
  readonly name: string
  /** Why it cannot even be begun; null: it waits for its turn. */
  readonly error: string | null
}

/** Behind those that are there; a task that is there already is left as it is. */
export async function insertItems(
  db: Db,
  scope: WorkspaceScope,
  {
    importId,
    items,
    at,
  }: { readonly importId: string; readonly items: readonly NewItem[]; readonly at: Date },
): Promise<void> {
  if (items.length === 0) return
  const { workspaceId } = scope
  const last = await db
    .selectFrom('clickupImportItems')
    .select((select) => select.fn.max('position').as('position'))
    .where('workspaceId', '=', workspaceId)
    .where('importId', '=', importId)
    .executeTakeFirst()
  const first = (last?.position ?? 0) + 1
  await db
    .insertInto('clickupImportItems')
    .values(
      items.map(({ taskId, name, error }, index) => ({
        workspaceId,
        importId,
        taskId,
        name,
        error,
        position: first + index,
        status: error === null ? ('pending' as const) : ('failed' as const),
        finishedAt: error === null ? null : at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workspaceId', 'importId', 'taskId']).doNothing())
    .execute()
}

export interface ImportCounts {
  readonly importId: string
  readonly total: number
  readonly succeeded: number
  readonly failed: number
}

/** Imports without items are not among them. */
export async function countItems(
  db: Db,
  scope: WorkspaceScope,
  importIds: readonly string[],
): Promise<ReadonlyMap<string, ImportCounts>> {
  if (importIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('clickupImportItems')
    .select([
      'importId',
      sql<number>`count(*)::int`.as('total'),
      sql<number>`(count(*) filter (where status = 'succeeded'))::int`.as('succeeded'),
      sql<number>`(count(*) filter (where status = 'failed'))::int`.as('failed'),
    ])
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', 'in', importIds)
    .groupBy('importId')
    .execute()
  return new Map(rows.map((row) => [row.importId, row]))
}

export interface FailedItem {
  readonly importId: string
  readonly taskId: string
  readonly name: string
  readonly error: string
}

/** Of each import the first ones, in the order of the list. */
export async function listFailed(
  db: Db,
  scope: WorkspaceScope,
  { importIds, most }: { readonly importIds: readonly string[]; readonly most: number },
): Promise<readonly FailedItem[]> {
  if (importIds.length === 0) return []
  const numbered = db
    .selectFrom('clickupImportItems')
    .select([
      'importId',
      'taskId',
      'name',
      sql<string>`coalesce(error, '')`.as('error'),
      'position',
      sql<number>`row_number() over (partition by import_id order by position, task_id)`.as('place'),
    ])
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', 'in', importIds)
    .where('status', '=', 'failed')
  return db
    .selectFrom(numbered.as('failed'))
    .select(['importId', 'taskId', 'name', 'error'])
    .where('place', '<=', most)
    .orderBy('importId')
    .orderBy('place')
    .execute()
}

/** When the latest ones came to their end, newest first. */
export async function listLatestEnds(
  db: Db,
  scope: WorkspaceScope,
  { importId, most }: { readonly importId: string; readonly most: number },
): Promise<readonly Date[]> {
  const rows = await db
    .selectFrom('clickupImportItems')
    .select('finishedAt')
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', '=', importId)
    .where('finishedAt', 'is not', null)
    .orderBy('finishedAt', 'desc')
    .limit(most)
    .execute()
  return rows.flatMap(({ finishedAt }) => finishedAt ?? [])
}

export interface Claim {
  readonly importId: string
  readonly lease: string
  readonly now: Date
  readonly leasedUntil: Date
  /** Whether one that was never begun may begin. */
  readonly mayStart: boolean
}

export interface ClaimedItem {
  readonly taskId: string
  readonly attempts: number
  /** When it was first taken up since it was asked for. */
  readonly begunAt: Date
  /** It had begun before, and was put off or lost. */
  readonly isAgain: boolean
}

/** Those that began before come first; undefined when none is due. The import's row is held by the caller. */
export async function claimItem(
  db: Db,
  scope: WorkspaceScope,
  { importId, lease, now, leasedUntil, mayStart }: Claim,
): Promise<ClaimedItem | undefined> {
  // Materialized: a join may run a subquery with a limit more than once, and each time it takes another row.
  const { rows } = await sql<ClaimedItem>`
    with again as materialized (
      select task_id, true as is_again from clickup_import_items
      where workspace_id = ${scope.workspaceId} and import_id = ${importId}
        and begun_at is not null and status in ('pending', 'running')
        and coalesce(leased_until, ready_at) <= ${now}
      order by position, task_id limit 1
      for update skip locked
    ), fresh as materialized (
      select task_id, false as is_again from clickup_import_items
      where workspace_id = ${scope.workspaceId} and import_id = ${importId}
        and begun_at is null and status = 'pending' and ${mayStart}::boolean and not exists (select from again)
      order by position, task_id limit 1
      for update skip locked
    ), due as materialized (select * from again union all select * from fresh)
    update clickup_import_items item
    set status = 'running', lease = ${lease}, leased_until = ${leasedUntil}, attempts = item.attempts + 1,
      begun_at = coalesce(item.begun_at, ${now}), ready_at = null, error = null
    from due
    where item.workspace_id = ${scope.workspaceId} and item.import_id = ${importId} and item.task_id = due.task_id
    returning item.task_id, item.attempts, item.begun_at, due.is_again`.execute(db)
  return rows[0]
}

interface OpenItems {
  /** Never begun. */
  readonly waiting: number
  readonly begun: number
  /** When the first of the begun ones can be looked at again. */
  readonly dueAt: Date | null
}

export async function readOpenItems(db: Db, scope: WorkspaceScope, importId: string): Promise<OpenItems> {
  return db
    .selectFrom('clickupImportItems')
    .select([
      sql<number>`(count(*) filter (where begun_at is null))::int`.as('waiting'),
      sql<number>`(count(*) filter (where begun_at is not null))::int`.as('begun'),
      sql<Date | null>`min(coalesce(leased_until, ready_at)) filter (where begun_at is not null)`.as('dueAt'),
    ])
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', '=', importId)
    .where('status', 'in', ['pending', 'running'])
    .executeTakeFirstOrThrow()
}

export interface Leased {
  readonly importId: string
  readonly taskId: string
  readonly lease: string
}

/** False when somebody else has it by now. */
export async function extendLease(
  db: Db,
  scope: WorkspaceScope,
  { leasedUntil, ...leased }: Leased & { readonly leasedUntil: Date },
): Promise<boolean> {
  return updateLeased(db, scope, { leased, set: { leasedUntil } })
}

export async function finishItem(
  db: Db,
  scope: WorkspaceScope,
  {
    status,
    error,
    finishedAt,
    ...leased
  }: Leased & {
    readonly status: 'succeeded' | 'failed'
    readonly error: string | null
    readonly finishedAt: Date
  },
): Promise<boolean> {
  return updateLeased(db, scope, { leased, set: { ...AT_REST, status, error, finishedAt } })
}

/** It is looked at again from `readyAt` on. A look that says nothing of the task is not counted as an attempt. */
export async function putOffItem(
  db: Db,
  scope: WorkspaceScope,
  { readyAt, isCounted, ...leased }: Leased & { readonly readyAt: Date; readonly isCounted: boolean },
): Promise<boolean> {
  const attempts = sql<number>`attempts - ${isCounted ? 0 : 1}`
  return updateLeased(db, scope, { leased, set: { ...AT_REST, status: 'pending', readyAt, attempts } })
}

const AT_REST = { lease: null, leasedUntil: null } as const

interface LeasedUpdate {
  readonly leased: Leased
  readonly set: Omit<Updateable<ClickupImportItemsTable>, 'attempts'> & {
    readonly attempts?: RawBuilder<number>
  }
}

async function updateLeased(
  db: Db,
  scope: WorkspaceScope,
  { leased: { importId, taskId, lease }, set }: LeasedUpdate,
): Promise<boolean> {
  const row = await db
    .updateTable('clickupImportItems')
    .set(set)
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', '=', importId)
    .where('taskId', '=', taskId)
    .where('lease', '=', lease)
    .where('status', '=', 'running')
    .returning('taskId')
    .executeTakeFirst()
  return row !== undefined
}

/** They wait for their turn as if they had never begun; resolves to how many. */
export async function resetFailed(db: Db, scope: WorkspaceScope, importId: string): Promise<number> {
  const rows = await db
    .updateTable('clickupImportItems')
    .set({ status: 'pending', attempts: 0, error: null, begunAt: null, readyAt: null, finishedAt: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', '=', importId)
    .where('status', '=', 'failed')
    .returning('taskId')
    .execute()
  return rows.length
}
