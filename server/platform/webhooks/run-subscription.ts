import { messageOf } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { WebhookRun } from '../../storage/tables/webhook-events.ts'
import { BudgetExhausted } from '../connections/index.ts'
import { UnreadableEvent } from '../feature.ts'
import { handleJob, PermanentJobError, type JobHandler, type JobResult, type JobRun } from '../jobs/index.ts'
import type { DispatchDeps } from './deps.ts'
import { INACTIVE } from './inactive.ts'
import { runSubscription as definition } from './jobs.ts'
import { settleRun } from './settle-run.ts'
import { findEvent, type EventRow } from './webhook-event.store.ts'
import { webhookEventOf } from './webhook-event-of.ts'

type Payload = { readonly webhookEventId: string; readonly subscription: string; readonly replayed: boolean }

/** Gives one event to one subscriber and notes what became of it; failures come again until the job's last attempt. */
export async function runSubscription(deps: DispatchDeps, job: JobRun<Payload>): Promise<JobResult> {
  const { scope, payload } = job
  const { event, active } = await load(deps, scope, payload.webhookEventId)
  if (!event) return undefined
  const subscription = deps.subscriptions().find(({ name }) => name === payload.subscription)
  if (!subscription) return settle(deps, job, { status: 'ignored', error: 'its module is not here any more' })
  if (!active) return settle(deps, job, { status: 'ignored', error: INACTIVE })
  try {
    await subscription.run(scope, webhookEventOf(event, payload.replayed))
  } catch (error) {
    return failed(deps, job, error)
  }
  return settle(deps, job, { status: 'done', error: null })
}

export function runSubscriptionHandler(deps: DispatchDeps): JobHandler {
  return handleJob(definition, (job) => runSubscription(deps, job))
}

async function load(
  deps: DispatchDeps,
  scope: WorkspaceScope,
  id: string,
): Promise<{ event: EventRow | undefined; active: boolean }> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const event = await findEvent(tx, scope, id)
    return { event, active: event !== undefined && (await deps.isActive(tx, scope)) }
  })
}

async function failed(deps: DispatchDeps, job: JobRun<Payload>, error: unknown): Promise<JobResult> {
  // The process stops or the job was cancelled: that says nothing of the event.
  if (job.signal.aborted) throw error
  if (error instanceof BudgetExhausted) return { again: error.resumesAt }
  const unreadable = error instanceof UnreadableEvent
  const reason = unreadable ? `unreadable: ${error.message}` : messageOf(error)
  if (unreadable || error instanceof PermanentJobError || job.lastAttempt)
    await settle(deps, job, { status: 'failed', error: reason })
  throw unreadable ? new PermanentJobError(reason, { cause: error }) : error
}

async function settle(deps: DispatchDeps, job: JobRun<Payload>, run: WebhookRun): Promise<undefined> {
  const { webhookEventId, subscription } = job.payload
  await settleRun(deps, job.scope, { webhookEventId, subscription, run })
  return undefined
}
