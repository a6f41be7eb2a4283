import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { WebhookEvent } from '../feature.ts'
import { handleJobsTogether, type JobHandler, type JobResult, type JobRun } from '../jobs/index.ts'
import type { DispatchDeps } from './deps.ts'
import { INACTIVE } from './inactive.ts'
import { runSubscriptionBefore, tellSubscribers as definition } from './jobs.ts'
import { ignored, runSubscription, type End } from './run-subscription.ts'
import { settleRuns } from './settle-runs.ts'
import { webhookEventOf } from './webhook-event-of.ts'
import { listEventsById, type EventRow, type EventStatus } from './webhook-event.store.ts'

type Job = JobRun<{ readonly webhookEventId: string; readonly replayed: boolean }>

/** An event that is handed out, and what has become of it at each of its subscribers. */
interface Handout {
  readonly job: Job
  readonly event: WebhookEvent
  readonly names: ReadonlySet<string>
  readonly ends: Map<string, End>
}

/** Gives events to their subscribers and notes what became of each: whoever has one does not get it again because another failed. */
export async function tellSubscribers(
  deps: DispatchDeps,
  jobs: readonly Job[],
): Promise<readonly PromiseSettledResult<JobResult>[]> {
  const scope = jobs[0]?.scope
  if (!scope) return []
  const { rows, active } = await load(deps, scope, jobs)
  const handouts = handoutsOf(rows, jobs)
  for (const name of new Set(handouts.flatMap(({ names }) => [...names]))) {
    const told = handouts.filter(({ names }) => names.has(name))
    const ends = await endsOf(deps, { name, active }, told)
    for (const [index, handout] of told.entries()) {
      const end = ends[index]
      if (end) handout.ends.set(name, end)
    }
  }
  const statuses = await settle(deps, scope, handouts)
  const results = new Map(
    handouts.map(({ event, ends }) => [
      event.id,
      resultOf([...ends.values()], { status: statuses.get(event.id), now: deps.clock.now() }),
    ]),
  )
  // A job without a result has no event any more.
  return jobs.map(({ payload }) => results.get(payload.webhookEventId) ?? settledWith(undefined))
}

export function tellSubscribersHandlers(deps: DispatchDeps): readonly JobHandler[] {
  return [
    handleJobsTogether(definition, (jobs) => tellSubscribers(deps, jobs)),
    handleJobsTogether(runSubscriptionBefore, (jobs) => tellSubscribers(deps, jobs)),
  ]
}

async function load(
  deps: DispatchDeps,
  scope: WorkspaceScope,
  jobs: readonly Job[],
): Promise<{ rows: ReadonlyMap<string, EventRow>; active: boolean }> {
  const ids = jobs.map(({ payload }) => payload.webhookEventId)
  return inWorkspace(deps.db, scope, async (tx) => {
    const rows = await listEventsById(tx, scope, ids)
    const active = rows.length > 0 && (await deps.isActive(tx, scope))
    return { rows: new Map(rows.map((row) => [row.id, row])), active }
  })
}

/** One for each event: two jobs of it, of which one is a replay, bring it once. */
function handoutsOf(rows: ReadonlyMap<string, EventRow>, jobs: readonly Job[]): readonly Handout[] {
  const handouts = new Map<string, Handout>()
  for (const job of jobs) {
    const row = rows.get(job.payload.webhookEventId)
    if (!row || (handouts.has(row.id) && !job.payload.replayed)) continue
    const event = webhookEventOf(row, job.payload.replayed)
    handouts.set(row.id, { job, event, names: namesOf(row, job), ends: new Map() })
  }
  return [...handouts.values()]
}

/** Who still waits; in a first attempt also whoever failed, for it may be that somebody began the failed job anew. */
function namesOf({ runs }: EventRow, { attempt }: Job): ReadonlySet<string> {
  const wanted = Object.entries(runs).filter(
    ([, { status }]) => status === 'waiting' || (status === 'failed' && attempt === 1),
  )
  return new Set(wanted.map(([name]) => name))
}

async function endsOf(
  deps: DispatchDeps,
  { name, active }: { readonly name: string; readonly active: boolean },
  told: readonly Handout[],
): Promise<readonly End[]> {
  const subscription = deps.subscriptions().find((known) => known.name === name)
  if (!subscription) return told.map(() => ignored('its module is not here any more'))
  if (!active) return told.map(() => ignored(INACTIVE))
  return runSubscription(deps, subscription, told)
}

async function settle(
  deps: DispatchDeps,
  scope: WorkspaceScope,
  handouts: readonly Handout[],
): Promise<ReadonlyMap<string, EventStatus>> {
  const ended = handouts.map(({ event, ends }) => ({
    id: event.id,
    runs: Object.fromEntries([...ends].flatMap(([name, { run }]) => (run ? [[name, run]] : []))),
  }))
  const settled = ended.filter(({ runs }) => Object.keys(runs).length > 0)
  return settled.length === 0 ? new Map() : settleRuns(deps, scope, settled)
}

/** A job ends with the last of its event's subscribers. */
function resultOf(
  ends: readonly End[],
  { status, now }: { readonly status: EventStatus | undefined; readonly now: Date },
): PromiseSettledResult<JobResult> {
  const failures = ends.filter((end) => 'failure' in end)
  const untilNext = failures.find(({ run }) => run === undefined)
  if (untilNext) return rejectedWith(untilNext.failure)
  const [again] = ends.flatMap((end) => end.again ?? []).toSorted((a, b) => a.getTime() - b.getTime())
  if (again) return settledWith({ again })
  // Somebody asked for it again meanwhile, and counts on this job.
  if (status === 'received') return settledWith({ again: now })
  const [failure] = failures
  return failure ? rejectedWith(failure.failure) : settledWith(undefined)
}

function settledWith(value: JobResult): PromiseSettledResult<JobResult> {
  return { status: 'fulfilled', value }
}

function rejectedWith(reason: unknown): PromiseSettledResult<JobResult> {
  return { status: 'rejected', reason }
}
