import type { RawBuilder } from 'kysely'
import type { Static, TSchema } from 'typebox'
import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import type { JobDefinition } from './define-job.ts'
import { insertionOf, insertJobs, type NewJob } from './job.store.ts'

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

/**
 * The same as a part of a larger statement, for the jobs for which the condition holds; `job.payload` is at hand there. Whoever runs it has
 * JOBS_CHANNEL notified.
 */
export function enqueueWithin(
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  requests: readonly JobRequest[],
  condition: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return insertionOf(scope, requests.map(newJob), condition)
}

function newJob<S extends TSchema>({ definition, ...request }: JobRequest<S>): NewJob {
  return {
    id: newId(),
    name: definition.name,
    payload: request.payload,
    priority: request.priority ?? definition.priority,
    maxAttempts: definition.maxAttempts,
    batched: definition.together !== undefined,
    dedupeKey: request.dedupeKey,
    runAt: request.runAt,
  }
}
