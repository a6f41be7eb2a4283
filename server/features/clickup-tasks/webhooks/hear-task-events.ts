import { UnreadableEvent, type WebhookEvent } from '../../../platform/feature.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { ClickupWebhookDeps } from './deps.ts'
import { forgetDeleted, forgetMoved } from './gone-task.store.ts'
import { taskNews } from './task-news.ts'
import { noteDelivery } from './webhook-state.store.ts'

export const TASK_EVENTS: readonly string[] = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskMoved',
  'taskCommentPosted',
  'taskCommentUpdated',
]

/** The same for one event. */
export async function hearTaskEvent(
  deps: ClickupWebhookDeps,
  scope: WorkspaceScope,
  event: WebhookEvent,
): Promise<void> {
  const [unreadable] = await hearTaskEvents(deps, scope, [event])
  if (unreadable) throw new UnreadableEvent(`the body of ${event.type} names no task`)
}

/** Forgets tasks that are gone and has the list read once for all others, because no order of arrival can be trusted; returns what it cannot read. */
export async function hearTaskEvents(
  deps: ClickupWebhookDeps,
  scope: WorkspaceScope,
  events: readonly WebhookEvent[],
): Promise<readonly WebhookEvent[]> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const { listId } = await findSettings(tx, scope)
    const heard = events.map((event) => ({ event, news: taskNews(event, listId) }))
    const gone = (kind: 'deleted' | 'moved-away') =>
      heard.flatMap(({ news }) => (news?.kind === kind ? [news.gone] : []))
    await forgetDeleted(tx, scope, gone('deleted'))
    await forgetMoved(tx, scope, gone('moved-away'))
    const latest = Math.max(...events.map(({ receivedAt }) => receivedAt.getTime()))
    await noteDelivery(tx, scope, new Date(latest))
    if (listId !== null && heard.some(({ news }) => news?.kind === 'changed'))
      await deps.requestSync(tx, scope)
    return heard.filter(({ news }) => news === undefined).map(({ event }) => event)
  })
}
