import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { handleJob, type JobHandler } from '../jobs/index.ts'
import type { DispatchDeps } from './deps.ts'
import {
  dispatchEvent,
  failLostEvents as definition,
  runSubscriptionBefore,
  tellSubscribers,
} from './jobs.ts'
import { verdictOf } from './verdict.ts'
import { listLostEvents, updateEvents, type Runs } from './webhook-event.store.ts'

const UNTOUCHED_MS = 60 * 60_000
const LIMIT = 500
const LOST = 'its job was cancelled or died; replay the event'

/** An event whose job ended without a word does not stay `received` for ever. */
export async function failLostEvents(
  deps: Pick<DispatchDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
): Promise<void> {
  const now = deps.clock.now()
  const notices = await inWorkspace(deps.db, scope, async (tx) => {
    const lost = await listLostEvents(tx, scope, {
      receivedBefore: new Date(now.getTime() - UNTOUCHED_MS),
      jobs: [tellSubscribers, runSubscriptionBefore, dispatchEvent].map(({ name }) => name),
      limit: LIMIT,
    })
    const ended = lost.map(({ id, runs }) => ({ id, runs: endedRuns(runs), handledAt: now }))
    await updateEvents(
      tx,
      scope,
      ended.map((event) => ({ ...event, ...verdictOf(event.runs) })),
    )
    return lost.map(({ id, type }) => ({ id, type, status: 'failed' as const }))
  })
  for (const notice of notices) deps.publish(scope, 'webhook', notice)
}

function endedRuns(runs: Runs): Runs {
  const entries = Object.entries(runs)
  if (entries.length === 0) return { dispatch: { status: 'failed', error: LOST } }
  return Object.fromEntries(
    entries.map(([name, run]) => [name, run.status === 'waiting' ? { status: 'failed', error: LOST } : run]),
  )
}

export function failLostEventsHandler(deps: Pick<DispatchDeps, 'db' | 'clock' | 'publish'>): JobHandler {
  return handleJob(definition, (job) => failLostEvents(deps, job.scope))
}
