import { sql, type Insertable, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { BootstrapStepsTable } from '../../storage/tables/bootstrap-steps.ts'
import type { StepEnd } from './step-end.ts'

export type StepRow = Selectable<BootstrapStepsTable>
type NewStep = Omit<Insertable<BootstrapStepsTable>, 'workspaceId' | 'runId'>

export async function insertSteps(
  db: Db,
  scope: WorkspaceScope,
  { runId, steps }: { readonly runId: string; readonly steps: readonly NewStep[] },
): Promise<void> {
  await db
    .insertInto('bootstrapSteps')
    .values(steps.map((step) => ({ workspaceId: scope.workspaceId, runId, ...step })))
    .execute()
}

/** In the order of the walk. */
export async function listSteps(db: Db, scope: WorkspaceScope, runId: string): Promise<StepRow[]> {
  return db
    .selectFrom('bootstrapSteps')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .orderBy('position')
    .execute()
}

interface StepCount {
  readonly runId: string
  readonly operationId: string
  readonly requests: number
  readonly pages?: number
  readonly records?: number
  readonly streamsDone?: number
  readonly streamsRefused?: number
  readonly streamsFailed?: number
  readonly note?: string
}

export async function countStep(db: Db, scope: WorkspaceScope, count: StepCount): Promise<void> {
  const { requests, pages = 0, records = 0, streamsDone = 0, streamsRefused = 0, streamsFailed = 0 } = count
  await sql`/* prepared count-bootstrap-step */
    update bootstrap_steps set
      status = case when status = 'pending' then 'running' else status end,
      requests = requests + ${requests}, pages = pages + ${pages}, records = records + ${records},
      streams_done = streams_done + ${streamsDone}, streams_refused = streams_refused + ${streamsRefused},
      streams_failed = streams_failed + ${streamsFailed}, note = coalesce(note, ${count.note ?? null})
    where workspace_id = ${scope.workspaceId} and run_id = ${count.runId}
      and operation_id = ${count.operationId}`.execute(db)
}

export async function endSteps(
  db: Db,
  scope: WorkspaceScope,
  { runId, ends }: { readonly runId: string; readonly ends: readonly StepEnd[] },
): Promise<void> {
  await sql`
    update bootstrap_steps as step set status = ended.status, reason = ended.reason
    from unnest(
      ${ends.map((end) => end.operationId)}::text[],
      ${ends.map((end) => end.status)}::text[],
      ${ends.map((end) => end.reason)}::text[]
    ) as ended (operation_id, status, reason)
    where step.workspace_id = ${scope.workspaceId} and step.run_id = ${runId}
      and step.operation_id = ended.operation_id and step.status in ('pending', 'running')`.execute(db)
}

/** What a run that ended early leaves open. */
export async function skipOpenSteps(
  db: Db,
  scope: WorkspaceScope,
  { runId, reason }: { readonly runId: string; readonly reason: string },
): Promise<void> {
  await db
    .updateTable('bootstrapSteps')
    .set({ status: 'skipped', reason })
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .where('status', 'in', ['pending', 'running'])
    .execute()
}
