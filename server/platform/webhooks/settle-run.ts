import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { WebhookRun } from '../../storage/tables/webhook-events.ts'
import type { DispatchDeps } from './deps.ts'
import { verdictOf } from './verdict.ts'
import { findEventToUpdate, updateEvent } from './webhook-event.store.ts'

const MAX_ERROR = 1_000

/** Notes what became of a subscription; the event's status follows when none waits any more. */
export async function settleRun(
  deps: Pick<DispatchDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
  input: { readonly webhookEventId: string; readonly subscription: string; readonly run: WebhookRun },
): Promise<void> {
  const notice = await inWorkspace(deps.db, scope, async (tx) => {
    const event = await findEventToUpdate(tx, scope, input.webhookEventId)
    if (!event) return undefined
    const run = { ...input.run, error: storable(input.run.error) }
    const runs = { ...event.runs, [input.subscription]: run }
    const { status, error } = verdictOf(runs)
    const handledAt = status === 'received' ? null : deps.clock.now()
    await updateEvent(tx, scope, { id: event.id, status, error, runs, handledAt })
    return { id: event.id, type: event.type, status }
  })
  if (notice) deps.publish(scope, 'webhook', notice)
}

/** PostgreSQL keeps no NUL in texts and no lone surrogate in jsonb. */
function storable(error: string | null): string | null {
  if (error === null) return null
  return Buffer.from(error.slice(0, MAX_ERROR).replaceAll('\0', '\uFFFD')).toString()
}
