import type { RawBuilder } from 'kysely'
import type { Static, TSchema } from 'typebox'
import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import type { JobDefinition } from './define-job.ts'
import { insertionFrom, insertJobs, type JobKind, type NewJob } from './job.store.ts'

export interface JobRequest<S extends TSchema = TSchema> {
  readonly definition: JobDefinition<S>
  readonly payload: Static<S>
  /** While a job of this name and key is ready or running, another is not made. */
  readonly dedupeKey?: string
  readonly runAt?: Date
  readonly priority?: number
}

/** Inserts the job in the caller's transaction: it exists if and only if the change that causes it does. Returns its id, or undefined when a job with the same key is there. */
export async function enqueueJob<S extends TSchema>(
  tx: Tx,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  request: JobRequest<S>,
): Promise<string | undefined> {
  const [id] = await insertJobs(tx, scope, [newJob(request)])
  return id
}

/** The same for many at once. */
export async function enqueueJobs(
  tx: Tx,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  requests: readonly JobRequest[],
): Promise<void> {
  if (requests.length > 0) await insertJobs(tx, scope, requests.map(newJob))
}

/** As a part of a larger statement: a job for each row of another part of it, from its columns id and payload. Whoever runs it has JOBS_CHANNEL notified. */
export function enqueueEach(
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  definition: JobDefinition,
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return insertionFrom(scope, kindOf(definition), rows)
}

function kindOf({ name, priority, maxAttempts, together }: JobDefinition): JobKind {
  return { name, priority, maxAttempts, batched: together !== undefined }
}

function newJob<S extends TSchema>({ definition, ...request }: JobRequest<S>): NewJob {
  const kind = kindOf(definition)
  return {
    ...kind,
    id: newId(),
    payload: request.payload,
    priority: request.priority ?? kind.priority,
    dedupeKey: request.dedupeKey,
    runAt: request.runAt,
  }
}
