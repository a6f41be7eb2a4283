import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { WebhookRun } from '../../storage/tables/webhook-events.ts'
import { BudgetExhausted } from '../connections/index.ts'
import { UnreadableEvent, type Subscription, type WebhookEvent } from '../feature.ts'
import { PermanentJobError, type JobRun } from '../jobs/index.ts'
import type { DispatchDeps } from './deps.ts'

/** An event for a subscriber, and the job that brings it. */
export interface Told {
  readonly job: Pick<JobRun, 'scope' | 'signal' | 'lastAttempt'>
  readonly event: WebhookEvent
}

/** What became of an event at one subscriber. */
export interface End {
  /** What its event is told; undefined = it still waits. */
  readonly run: WebhookRun | undefined
  readonly failure?: unknown
  /** It waits for this time, and nothing failed. */
  readonly again?: Date
}

const ALONE_AT_ONCE = 8
const DONE: End = { run: { status: 'done', error: null } }

/** All at once as far as the subscriber can, the rest one by one; the ends are in the order of the events. */
export async function runSubscription(
  { log }: Pick<DispatchDeps, 'log'>,
  subscription: Subscription,
  told: readonly Told[],
): Promise<readonly End[]> {
  const left = told.length > 1 ? await leftAfterMany(log, subscription, told) : told
  const ends = new Map<Told, End>()
  for (let first = 0; first < left.length; first += ALONE_AT_ONCE)
    await Promise.all(
      left.slice(first, first + ALONE_AT_ONCE).map(async (one) => {
        ends.set(one, await runAlone(subscription, one))
      }),
    )
  return told.map((one) => ends.get(one) ?? DONE)
}

async function runAlone(subscription: Subscription, { job, event }: Told): Promise<End> {
  try {
    await subscription.run(job.scope, event)
    return DONE
  } catch (error) {
    return failed(job, error)
  }
}

async function leftAfterMany(
  log: Log,
  subscription: Subscription,
  told: readonly Told[],
): Promise<readonly Told[]> {
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

export function ignored(error: string): End {
  return { run: { status: 'ignored', error } }
}

function failed(job: Told['job'], error: unknown): End {
  // The process stops or the job was cancelled: that says nothing of the event.
  if (job.signal.aborted) return { run: undefined, failure: error }
  if (error instanceof BudgetExhausted) return { run: undefined, again: error.resumesAt }
  const unreadable = error instanceof UnreadableEvent
  const reason = unreadable ? `unreadable: ${error.message}` : messageOf(error)
  const isFinal = unreadable || error instanceof PermanentJobError || job.lastAttempt
  return {
    run: isFinal ? { status: 'failed', error: reason } : undefined,
    failure: unreadable ? new PermanentJobError(reason, { cause: error }) : error,
  }
}
