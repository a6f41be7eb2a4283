import { Type } from 'typebox'
import { hasShape } from '../../../shared/has-shape.ts'
import { UnreadableEvent, type WebhookEvent } from '../../../platform/feature.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { askForNews } from '../announce/ask-for-news.ts'
import type { PushDeps } from './push-deps.ts'
import { markGone } from './push-lease.store.ts'
import { insertTaskEvents } from './task-event.store.ts'

export const GONE_EVENTS: readonly string[] = ['taskDeleted']

const Body = Type.Object({ task_id: Type.String({ minLength: 1, maxLength: 64 }) })

/** The same for one event. */
export async function hearGoneTask(
  deps: Pick<PushDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
  event: WebhookEvent,
): Promise<void> {
  const [unreadable] = await hearGone(deps, scope, [event])
  if (unreadable) throw new UnreadableEvent(`the body of ${event.type} names no task`)
}

/** Marks entries whose task was deleted, so that the next push makes it again; it looks before it believes. Returns what it cannot read. */
export async function hearGone(
  { db, clock, publish }: Pick<PushDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
  events: readonly WebhookEvent[],
): Promise<readonly WebhookEvent[]> {
  const named = events.map((event) => ({ event, taskId: taskIdIn(event) }))
  const taskIds = named.flatMap(({ taskId }) => taskId ?? [])
  const ids = await inWorkspace(db, scope, async (tx) => {
    const gone = await markGone(tx, scope, taskIds)
    const at = clock.now()
    await insertTaskEvents(
      tx,
      scope,
      gone.map((trackedId) => ({ trackedId, kind: 'gone', at })),
    )
    for (const id of gone) await askForNews(tx, scope, id)
    return gone
  })
  for (const id of ids) publish(scope, 'run', { feature: 'task-upsert', id, status: 'gone' })
  return named.filter(({ taskId }) => taskId === undefined).map(({ event }) => event)
}

function taskIdIn({ payload }: WebhookEvent): string | undefined {
  return hasShape(Body, payload) ? payload.task_id : undefined
}
