import { sql } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { NewStream } from './streams-of.ts'

export interface PendingStream {
  readonly operationId: string
  readonly streamKey: string
  readonly pathValues: Readonly<Record<string, string>>
  readonly nextPage: number
  readonly marks: readonly string[]
}

/** Opens streams of steps that are still open and counts them there; streams that are there already stay as they are. */
export async function insertStreams(
  db: Db,
  scope: WorkspaceScope,
  { runId, streams }: { readonly runId: string; readonly streams: readonly NewStream[] },
): Promise<void> {
  await sql`
    with added as (
      insert into bootstrap_streams (workspace_id, run_id, operation_id, position, stream_key, path_values)
      select step.workspace_id, step.run_id, step.operation_id, step.position, new.stream_key, new.path_values::json
      from unnest(
        ${streams.map((stream) => stream.operationId)}::text[],
        ${streams.map((stream) => stream.streamKey)}::text[],
        ${streams.map((stream) => JSON.stringify(stream.pathValues))}::text[]
      ) as new (operation_id, stream_key, path_values)
      join bootstrap_steps as step on step.operation_id = new.operation_id
      where step.workspace_id = ${scope.workspaceId} and step.run_id = ${runId} and step.status in ('pending', 'running')
      on conflict do nothing
      returning operation_id
    )
    update bootstrap_steps as step set streams = step.streams + counted.number
    from (select operation_id, count(*)::int as number from added group by operation_id) as counted
    where step.workspace_id = ${scope.workspaceId} and step.run_id = ${runId}
      and step.operation_id = counted.operation_id`.execute(db)
}

/** The next ones in the order of the walk. */
export async function listPendingStreams(
  db: Db,
  scope: WorkspaceScope,
  { runId, limit }: { readonly runId: string; readonly limit: number },
): Promise<PendingStream[]> {
  const rows = await db
    .selectFrom('bootstrapStreams')
    .select(['operationId', 'streamKey', 'pathValues', 'nextPage', 'marks'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .where('status', '=', 'pending')
    .orderBy('position')
    .orderBy('streamKey')
    .limit(limit)
    .execute()
  // Written by insertStreams only, from values of this type.
  return rows.map((row) => ({ ...row, pathValues: row.pathValues as Record<string, string> }))
}

interface StreamAdvance {
  readonly runId: string
  readonly operationId: string
  readonly streamKey: string
  /** The page that was just stored. */
  readonly page: number
  readonly status: 'pending' | 'done' | 'refused' | 'failed'
  readonly marks: readonly string[]
}

/** False when the run has stopped or this page was settled by somebody else: nothing of it may be stored then. */
export async function advanceStream(db: Db, scope: WorkspaceScope, advance: StreamAdvance): Promise<boolean> {
  const result = await sql<{ streamKey: string }>`/* prepared advance-bootstrap-stream */
    update bootstrap_streams set
      next_page = ${advance.page + 1}, status = ${advance.status}, marks = ${advance.marks}::text[]
    where workspace_id = ${scope.workspaceId} and run_id = ${advance.runId}
      and operation_id = ${advance.operationId} and stream_key = ${advance.streamKey}
      and status = 'pending' and next_page = ${advance.page}
      and exists (
        select from bootstrap_runs as run
        where run.workspace_id = ${scope.workspaceId} and run.id = ${advance.runId} and run.status = 'running'
      )
    returning stream_key`.execute(db)
  return result.rows.length > 0
}

/** Every open stream of a step that is refused as a whole. Returns how many. */
export async function refuseStreams(
  db: Db,
  scope: WorkspaceScope,
  step: { readonly runId: string; readonly operationId: string },
): Promise<number> {
  const result = await db
    .updateTable('bootstrapStreams')
    .set({ status: 'refused' })
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', step.runId)
    .where('operationId', '=', step.operationId)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Checkpoints of a run that has ended are of no use. */
export async function deleteStreams(db: Db, scope: WorkspaceScope, runId: string): Promise<void> {
  await db
    .deleteFrom('bootstrapStreams')
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .execute()
}
