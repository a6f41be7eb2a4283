import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { WebhookRun } from '../../storage/tables/webhook-events.ts'
import type { DispatchDeps } from './deps.ts'
import { verdictOf } from './verdict.ts'
import { lockEvents, updateEvents, type Runs } from './webhook-event.store.ts'

export interface SettledRun {
  readonly webhookEventId: string
  readonly subscription: string
  readonly run: WebhookRun
}

const MAX_ERROR = 1_000

/** Notes what became of subscriptions; an event's status follows when none of its own waits any more. */
export async function settleRuns(
  deps: Pick<DispatchDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
  settled: readonly SettledRun[],
): Promise<void> {
  const notices = await inWorkspace(deps.db, scope, async (tx) => {
    const ids = [...new Set(settled.map(({ webhookEventId }) => webhookEventId))]
    const events = (await lockEvents(tx, scope, ids)).map((event) => {
      const own = settled.filter(({ webhookEventId }) => webhookEventId === event.id)
      const runs = { ...event.runs, ...runsOf(own) }
      const { status, error } = verdictOf(runs)
      const handledAt = status === 'received' ? null : deps.clock.now()
      return { id: event.id, type: event.type, status, error, runs, handledAt }
    })
    await updateEvents(tx, scope, events)
    return events.map(({ id, type, status }) => ({ id, type, status }))
  })
  for (const notice of notices) deps.publish(scope, 'webhook', notice)
}

function runsOf(settled: readonly SettledRun[]): Runs {
  return Object.fromEntries(
    settled.map(({ subscription, run }) => [subscription, { ...run, error: storable(run.error) }]),
  )
}

/** PostgreSQL keeps no NUL in texts and no lone surrogate in jsonb. */
function storable(error: string | null): string | null {
  if (error === null) return null
  return Buffer.from(error.slice(0, MAX_ERROR).replaceAll('\0', '\uFFFD')).toString()
}
