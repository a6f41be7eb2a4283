import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { HuntflowTransfersTable } from '../../../storage/tables/huntflow-transfers.ts'
import type { StepName, TransferData, TransferStatus } from './transfer.ts'

export interface Transfer extends Omit<
  Selectable<HuntflowTransfersTable>,
  'workspaceId' | 'step' | 'data' | 'runId'
> {
  readonly step: StepName
  readonly data: TransferData
}

const COLUMNS = [
  'id',
  'taskId',
  'accountId',
  'vacancyId',
  'stageId',
  'includeComments',
  'status',
  'step',
  'sentAt',
  'looks',
  'data',
  'error',
  'requestedBy',
  'createdAt',
  'updatedAt',
  'finishedAt',
] as const

type Row = Omit<Selectable<HuntflowTransfersTable>, 'workspaceId' | 'runId'>

/** Only this module writes these two, from values of these types. */
function transferOf(row: Row): Transfer {
  return { ...row, step: row.step as StepName, data: row.data as TransferData }
}

interface NewTransfer extends Pick<
  Transfer,
  'id' | 'taskId' | 'accountId' | 'vacancyId' | 'stageId' | 'includeComments' | 'step' | 'data' | 'createdAt'
> {
  /** JSON. */
  readonly requestedBy: string
}

/** False when the task has a transfer to this account that was not abandoned. */
export async function insertTransfer(
  db: Db,
  scope: WorkspaceScope,
  { data, ...transfer }: NewTransfer,
): Promise<boolean> {
  const row = await db
    .insertInto('huntflowTransfers')
    .values({
      ...transfer,
      workspaceId: scope.workspaceId,
      status: 'waiting',
      data: JSON.stringify(data),
      updatedAt: transfer.createdAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'accountId', 'taskId'])
        .where('status', '<>', sql.lit('abandoned'))
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findTransfer(db: Db, scope: WorkspaceScope, id: string): Promise<Transfer | undefined> {
  const row = await db
    .selectFrom('huntflowTransfers')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && transferOf(row)
}

/** The one that was not abandoned. */
export async function findTransferOfTask(
  db: Db,
  scope: WorkspaceScope,
  { taskId, accountId }: Pick<Transfer, 'taskId' | 'accountId'>,
): Promise<Transfer | undefined> {
  const row = await db
    .selectFrom('huntflowTransfers')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('accountId', '=', accountId)
    .where('taskId', '=', taskId)
    .where('status', '<>', 'abandoned')
    .executeTakeFirst()
  return row && transferOf(row)
}

interface TransferPage {
  readonly taskId: string | undefined
  readonly status: TransferStatus | undefined
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first. */
export async function listTransfers(
  db: Db,
  scope: WorkspaceScope,
  { taskId, status, before, limit }: TransferPage,
): Promise<Transfer[]> {
  let query = db.selectFrom('huntflowTransfers').select(COLUMNS).where('workspaceId', '=', scope.workspaceId)
  if (taskId !== undefined) query = query.where('taskId', '=', taskId)
  if (status !== undefined) query = query.where('status', '=', status)
  if (before !== undefined) query = query.where('id', '<', before)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(transferOf)
}

interface Beginning {
  readonly id: string
  readonly runId: string
  readonly at: Date
}

/** The try takes the place of the one before it; undefined when there is nothing to do. */
export async function beginRun(
  db: Db,
  scope: WorkspaceScope,
  { id, runId, at }: Beginning,
): Promise<Transfer | undefined> {
  const row = await db
    .updateTable('huntflowTransfers')
    .set({ status: 'running', runId, updatedAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'running'])
    .returning(COLUMNS)
    .executeTakeFirst()
  return row && transferOf(row)
}

export type TransferChange = Partial<
  Pick<
    Transfer,
    | 'status'
    | 'step'
    | 'sentAt'
    | 'looks'
    | 'data'
    | 'error'
    | 'finishedAt'
    | 'vacancyId'
    | 'stageId'
    | 'includeComments'
  >
>

function columnsOf({ data, ...change }: TransferChange, updatedAt: Date) {
  return { ...change, updatedAt, ...(data === undefined ? {} : { data: JSON.stringify(data) }) }
}

/** Undefined when another try has begun, or somebody has abandoned it. */
export async function saveRun(
  db: Db,
  scope: WorkspaceScope,
  { id, runId, at, change }: Beginning & { readonly change: TransferChange },
): Promise<Transfer | undefined> {
  const row = await db
    .updateTable('huntflowTransfers')
    .set(columnsOf(change, at))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('runId', '=', runId)
    .where('status', '=', 'running')
    .returning(COLUMNS)
    .executeTakeFirst()
  return row && transferOf(row)
}

interface Reopening {
  readonly id: string
  readonly from: readonly TransferStatus[]
  readonly at: Date
  readonly change: TransferChange
}

/** What people decide; false when it is in none of these states any more. */
export async function changeTransfer(
  db: Db,
  scope: WorkspaceScope,
  { id, from, at, change }: Reopening,
): Promise<boolean> {
  const row = await db
    .updateTable('huntflowTransfers')
    .set({ ...columnsOf(change, at), runId: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', 'in', [...from])
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

/** Those whose job has ended without a word, or was cancelled. */
export async function failLostTransfers(
  db: Db,
  scope: WorkspaceScope,
  { jobName, untouchedSince, error, at }: Lost,
): Promise<void> {
  await sql`
    update huntflow_transfers set status = 'failed', error = ${error}, finished_at = ${at}, updated_at = ${at}
    where workspace_id = ${scope.workspaceId} and status in ('waiting', 'running') and updated_at < ${untouchedSince}
      and id not in (
        select payload ->> 'transferId' from jobs
        where workspace_id = ${scope.workspaceId} and state in ('ready', 'running') and name = ${jobName}
      )`.execute(db)
}
