import type { Clock } from '../../shared/clock.ts'
import { inChunks } from '../../shared/in-chunks.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import { handleJob, type JobHandler } from '../jobs/index.ts'
import { pruneEvents as definition } from './jobs.ts'
import { deleteOldDeliveries } from './webhook-delivery.store.ts'
import { deleteOldEvents } from './webhook-event.store.ts'

interface PruneDeps {
  readonly db: Db
  readonly clock: Clock
  readonly retentionDays: number
}

const DAY_MS = 86_400_000
const CHUNK = 1_000

/** Deletes what is older than the retention time, a chunk in each transaction, so that deliveries never wait long. */
export async function pruneEvents(
  deps: PruneDeps,
  scope: WorkspaceScope,
  signal: AbortSignal,
): Promise<{ readonly deleted: number }> {
  const before = new Date(deps.clock.now().getTime() - deps.retentionDays * DAY_MS)
  const steps = [
    (tx: Tx) => deleteOldEvents(tx, scope, { receivedBefore: before, limit: CHUNK }),
    (tx: Tx) => deleteOldDeliveries(tx, scope, { receivedBefore: before, limit: CHUNK }),
  ]
  let deleted = 0
  for (const step of steps) deleted += await inChunks(CHUNK, signal, () => inWorkspace(deps.db, scope, step))
  return { deleted }
}

export function pruneEventsHandler(deps: PruneDeps): JobHandler {
  return handleJob(definition, async (job) => {
    await job.reportProgress(await pruneEvents(deps, job.scope, job.signal))
  })
}
