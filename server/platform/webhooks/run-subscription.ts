import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { WebhookRun } from '../../storage/tables/webhook-events.ts'
import { BudgetExhausted } from '../connections/index.ts'
import { UnreadableEvent, type Subscription, type WebhookEvent } from '../feature.ts'
import {
  handleJobsTogether,
  PermanentJobError,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../jobs/index.ts'
import type { DispatchDeps } from './deps.ts'
import { INACTIVE } from './inactive.ts'
import { runSubscription as definition } from './jobs.ts'
import { settleRuns, type SettledRun } from './settle-runs.ts'
import { listEventsById, type EventRow } from './webhook-event.store.ts'
import { webhookEventOf } from './webhook-event-of.ts'

type Payload = { readonly webhookEventId: string; readonly subscription: string; readonly replayed: boolean }
type Job = JobRun<Payload>

/** What became of a job, and what its event is told of it; undefined = nothing yet. */
interface End {
  readonly result: PromiseSettledResult<JobResult>
  readonly run: WebhookRun | undefined
}

const ALONE_AT_ONCE = 8
const DONE: End = { result: settledWith(undefined), run: { status: 'done', error: null } }

/** Gives events to subscribers and notes what became of it; a failure comes again until its job's last attempt. */
export async function runSubscriptions(
  deps: DispatchDeps,
  jobs: readonly Job[],
): Promise<readonly PromiseSettledResult<JobResult>[]> {
  const scope = jobs[0]?.scope
  if (!scope) return []
  const { events, active } = await load(deps, scope, jobs)
  const ends = new Map<Job, End>()
  for (const name of new Set(jobs.map(({ payload }) => payload.subscription))) {
    const own = jobs.filter(({ payload }) => payload.subscription === name)
    const subscription = deps.subscriptions().find((known) => known.name === name)
    const told = own.flatMap((job) => {
      const row = events.get(job.payload.webhookEventId)
      return row ? [{ job, event: webhookEventOf(row, job.payload.replayed) }] : []
    })
    if (!subscription) noteAll(ends, told, ignored('its module is not here any more'))
    else if (!active) noteAll(ends, told, ignored(INACTIVE))
    else await tell(deps, { subscription, told }, ends)
  }
  await settle(deps, scope, ends)
  // A job without an end has no event any more.
  return jobs.map((job) => ends.get(job)?.result ?? settledWith(undefined))
}

export function runSubscriptionHandler(deps: DispatchDeps): JobHandler {
  return handleJobsTogether(definition, (jobs) => runSubscriptions(deps, jobs))
}

async function load(
  deps: DispatchDeps,
  scope: WorkspaceScope,
  jobs: readonly Job[],
): Promise<{ events: ReadonlyMap<string, EventRow>; active: boolean }> {
  const ids = jobs.map(({ payload }) => payload.webhookEventId)
  return inWorkspace(deps.db, scope, async (tx) => {
    const rows = await listEventsById(tx, scope, ids)
    const active = rows.length > 0 && (await deps.isActive(tx, scope))
    return { events: new Map(rows.map((row) => [row.id, row])), active }
  })
}

interface Told {
  readonly job: Job
  readonly event: WebhookEvent
}

interface Telling {
  readonly subscription: Subscription
  readonly told: readonly Told[]
}

/** All at once as far as the subscriber can, the rest one by one. */
async function tell(
  { log }: Pick<DispatchDeps, 'log'>,
  { subscription, told }: Telling,
  ends: Map<Job, End>,
): Promise<void> {
  const left = told.length > 1 ? await leftAfterMany(log, { subscription, told }) : told
  noteAll(ends, told, DONE)
  for (let first = 0; first < left.length; first += ALONE_AT_ONCE)
    await Promise.all(
      left.slice(first, first + ALONE_AT_ONCE).map(async ({ job, event }) => {
        ends.set(job, await tellOne(subscription, { job, event }))
      }),
    )
}

async function tellOne(subscription: Subscription, { job, event }: Told): Promise<End> {
  try {
    await subscription.run(job.scope, event)
    return DONE
  } catch (error) {
    return failed(job, error)
  }
}

async function leftAfterMany(log: Log, { subscription, told }: Telling): Promise<readonly Told[]> {
  const [first] = told
  if (!first || !subscription.runMany) return told
  try {
    const events = told.map(({ event }) => event)
    const left = new Set(await subscription.runMany(first.job.scope, events))
    return told.filter(({ event }) => left.has(event))
  } catch (error) {
    // Whose fault it was comes out one by one.
    log.warn(
      { subscription: subscription.name, events: told.length, reason: messageOf(error) },
      'events could not be handled together',
    )
    return told
  }
}

function noteAll(ends: Map<Job, End>, told: readonly Told[], end: End): void {
  for (const { job } of told) ends.set(job, end)
}

function ignored(error: string): End {
  return { result: settledWith(undefined), run: { status: 'ignored', error } }
}

function failed(job: Job, error: unknown): End {
  // The process stops or the job was cancelled: that says nothing of the event.
  if (job.signal.aborted) return { result: rejectedWith(error), run: undefined }
  if (error instanceof BudgetExhausted)
    return { result: settledWith({ again: error.resumesAt }), run: undefined }
  const unreadable = error instanceof UnreadableEvent
  const reason = unreadable ? `unreadable: ${error.message}` : messageOf(error)
  const isFinal = unreadable || error instanceof PermanentJobError || job.lastAttempt
  return {
    result: rejectedWith(unreadable ? new PermanentJobError(reason, { cause: error }) : error),
    run: isFinal ? { status: 'failed', error: reason } : undefined,
  }
}

async function settle(deps: DispatchDeps, scope: WorkspaceScope, ends: ReadonlyMap<Job, End>): Promise<void> {
  const runs = [...ends].flatMap(([{ payload }, { run }]): SettledRun[] => (run ? [{ ...payload, run }] : []))
  if (runs.length > 0) await settleRuns(deps, scope, runs)
}

function settledWith(value: JobResult): PromiseSettledResult<JobResult> {
  return { status: 'fulfilled', value }
}

function rejectedWith(reason: unknown): PromiseSettledResult<JobResult> {
  return { status: 'rejected', reason }
}
