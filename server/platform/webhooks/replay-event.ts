import { AppError, notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { WebhookEvent } from '../feature.ts'
import { beginRuns } from './begin-runs.ts'
import type { DispatchDeps } from './deps.ts'
import { subscribersOf } from './subscribers.ts'
import { webhookEventOf } from './webhook-event-of.ts'
import { findEvent, holdWorkspace, lockEvents } from './webhook-event.store.ts'

export interface Replay {
  readonly dryRun: boolean
  /** Who gets it, or would. */
  readonly subscriptions: readonly string[]
  readonly event: WebhookEvent
}

/** Hands a stored event to today's subscribers again, whatever became of it; a dry run only says to whom. */
export async function replayEvent(
  deps: DispatchDeps,
  scope: WorkspaceScope,
  input: { readonly id: string; readonly dryRun: boolean },
): Promise<Replay> {
  const { id: webhookEventId, dryRun } = input
  const replay = await inWorkspace(deps.db, scope, async (tx) => {
    if (!dryRun) await holdWorkspace(tx, scope)
    if (!dryRun) await lockEvents(tx, scope, [webhookEventId])
    const row = await findEvent(tx, scope, webhookEventId)
    if (!row) throw notFound('webhook event', webhookEventId)
    if (!(await deps.isActive(tx, scope)))
      throw new AppError(
        'CONFLICT',
        'The add-on is inactive in this workspace. Activate it in Clockify first.',
      )
    const subscribers = subscribersOf(deps.subscriptions(), row.type)
    const subscriptions = subscribers.map(({ name }) => name)
    if (dryRun) return { subscriptions, row, status: row.status }
    const now = deps.clock.now()
    const status = await beginRuns(tx, scope, { webhookEventId, subscribers, replayed: true, now })
    return { subscriptions, row, status }
  })
  const { row, status, subscriptions } = replay
  if (!dryRun) deps.publish(scope, 'webhook', { id: row.id, type: row.type, status })
  return { dryRun, subscriptions, event: webhookEventOf(row, true) }
}
