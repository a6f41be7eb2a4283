import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { storableText } from '../../storage/storable-text.ts'
import type { DispatchDeps } from './deps.ts'
import { verdictOf } from './verdict.ts'
import { lockEvents, updateEvents, type EventStatus, type Runs } from './webhook-event.store.ts'

interface SettledEvent {
  readonly id: string
  /** What became of those subscriptions; of the others nothing is known yet. */
  readonly runs: Runs
}

const MAX_ERROR = 1_000

/** Notes what became of subscriptions; an event's status follows when none of its own waits any more. Returns the statuses. */
export async function settleRuns(
  deps: Pick<DispatchDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
  settled: readonly SettledEvent[],
): Promise<ReadonlyMap<string, EventStatus>> {
  const ended = new Map(settled.map(({ id, runs }) => [id, storable(runs)]))
  const notices = await inWorkspace(deps.db, scope, async (tx) => {
    const events = (await lockEvents(tx, scope, [...ended.keys()])).map((event) => {
      const runs = { ...event.runs, ...ended.get(event.id) }
      const { status, error } = verdictOf(runs)
      const handledAt = status === 'received' ? null : deps.clock.now()
      return { id: event.id, type: event.type, status, error, runs, handledAt }
    })
    await updateEvents(tx, scope, events)
    return events.map(({ id, type, status }) => ({ id, type, status }))
  })
  for (const notice of notices) deps.publish(scope, 'webhook', notice)
  return new Map(notices.map(({ id, status }) => [id, status]))
}

function storable(runs: Runs): Runs {
  return Object.fromEntries(
    Object.entries(runs).map(([name, { status, error }]) => [
      name,
      { status, error: error === null ? null : storableText(error, MAX_ERROR) },
    ]),
  )
}
