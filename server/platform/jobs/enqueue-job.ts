import type { Static, TSchema } from 'typebox'
import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { JobDefinition } from './define-job.ts'
import { insertJob } from './job.store.ts'

interface JobRequest<S extends TSchema> {
  readonly definition: JobDefinition<S>
  readonly payload: Static<S>
  /** While a job of this name and key is ready or running, another is not made. */
  readonly dedupeKey?: string
  readonly runAt?: Date
  readonly priority?: number
}

/** Inserts the job in the caller's transaction: it exists if and only if the change that causes it does. Returns its id, or undefined when a job with the same key is there. */
export async function enqueueJob<S extends TSchema>(
  tx: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  request: JobRequest<S>,
): Promise<string | undefined> {
  return insertJob(tx, scope, {
    id: newId(),
    name: request.definition.name,
    payload: request.payload,
    priority: request.priority ?? request.definition.priority,
    maxAttempts: request.definition.maxAttempts,
    dedupeKey: request.dedupeKey,
    runAt: request.runAt,
  })
}
