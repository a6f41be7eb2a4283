import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { handleJob, type JobHandler } from '../jobs/index.ts'
import { beginRuns } from './begin-runs.ts'
import type { DispatchDeps, EventNotice } from './deps.ts'
import { INACTIVE } from './inactive.ts'
import { dispatchEvent as definition } from './jobs.ts'
import { subscribersOf } from './subscribers.ts'
import { holdWorkspace, lockEvents, updateEvents } from './webhook-event.store.ts'

/** For events that a process of the version before stored: hands one to its subscribers; one that was handed out is left alone. */
export async function dispatchEvent(
  deps: DispatchDeps,
  scope: WorkspaceScope,
  webhookEventId: string,
): Promise<void> {
  const notice = await inWorkspace(deps.db, scope, async (tx): Promise<EventNotice | undefined> => {
    if (!(await holdWorkspace(tx, scope))) return undefined
    const event = (await lockEvents(tx, scope, [webhookEventId]))[0]
    if (event?.status !== 'received' || Object.keys(event.runs).length > 0) return undefined
    const { id, type } = event
    const now = deps.clock.now()
    if (!(await deps.isActive(tx, scope))) {
      await updateEvents(tx, scope, [{ id, status: 'ignored', error: INACTIVE, runs: {}, handledAt: now }])
      return { id, type, status: 'ignored' }
    }
    const subscribers = subscribersOf(deps.subscriptions(), type)
    const status = await beginRuns(tx, scope, { webhookEventId, subscribers, replayed: false, now })
    return { id, type, status }
  })
  if (notice && notice.status !== 'received') deps.publish(scope, 'webhook', notice)
}

export function dispatchEventHandler(deps: DispatchDeps): JobHandler {
  return handleJob(definition, (job) => dispatchEvent(deps, job.scope, job.payload.webhookEventId))
}
