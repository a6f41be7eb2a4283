import { BudgetExhausted } from '../../../platform/connections/index.ts'
import type { JobResult, JobRun } from '../../../platform/jobs/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { ClickupWebhookDeps } from './deps.ts'
import { fitWebhooks, type Fitted, type Place } from './fit-webhooks.ts'
import {
  claimWebhookLease,
  findWebhookState,
  settleWebhookState,
  type WebhookFinding,
} from './webhook-state.store.ts'
import {
  deleteRetiredWebhooks,
  keepOnlyWebhook,
  listKnownWebhooks,
  type KnownWebhook,
} from './webhook.store.ts'

const LEASE_MS = 5 * 60_000
const LOOK_AGAIN_MS = 1_000
/** ClickUp gives up on a delivery long before. */
const LATE_DELIVERIES_MS = 24 * 3_600_000

/** What is to hold, and what did when the look began. */
interface Look {
  readonly place: Place | null
  readonly known: readonly KnownWebhook[]
  readonly failCountBefore: number
}

/** Makes ClickUp's webhooks fit to the chosen list: makes, revives and deletes them, and asks for a sync where deliveries may be lost. */
export async function keepWebhook(
  deps: ClickupWebhookDeps,
  scope: WorkspaceScope,
  job: Pick<JobRun, 'jobId' | 'signal'>,
): Promise<JobResult> {
  const look = await inWorkspace(deps.db, scope, (tx) => beginLook(deps, { tx, scope }, job.jobId))
  if (look === 'nothing-to-do') return undefined
  if (look === 'busy') return { again: new Date(deps.clock.now().getTime() + LOOK_AGAIN_MS) }
  try {
    // Ahead of a long reading of the list: what is told meanwhile would be lost.
    const clickup = await deps.openClickup(scope, 'interactive', job.signal)
    const fitted = await fitWebhooks(deps, scope, { clickup, ...look })
    return await settle(deps, scope, { job, fitted, found: findingOf(look, fitted) })
  } catch (error) {
    return noteFailure(deps, scope, { job, look, error })
  }
}

async function beginLook(
  { clock }: ClickupWebhookDeps,
  { tx, scope }: { readonly tx: Tx; readonly scope: WorkspaceScope },
  jobId: string,
): Promise<Look | 'busy' | 'nothing-to-do'> {
  const { teamId, listId } = await findSettings(tx, scope)
  const known = await listKnownWebhooks(tx, scope)
  const state = await findWebhookState(tx, scope)
  if (listId === null && known.length === 0 && state === undefined) return 'nothing-to-do'
  const now = clock.now()
  const lease = { jobId, now, until: new Date(now.getTime() + LEASE_MS) }
  if (!(await claimWebhookLease(tx, scope, lease))) return 'busy'
  return { place: placeOf(teamId, listId), known, failCountBefore: state?.failCount ?? 0 }
}

function placeOf(teamId: string | null, listId: string | null): Place | null {
  // A list is never saved without its Workspace.
  return listId === null || teamId === null ? null : { teamId, listId }
}

function findingOf({ place, failCountBefore }: Look, fitted: Fitted): Omit<WebhookFinding, 'checkedAt'> {
  const { outcome, endpoint, failCount } = fitted
  const found = { listId: place?.listId ?? null, endpoint, failCount, problem: fitted.problem }
  if (outcome !== 'active') return { status: outcome, ...found }
  // Once is an accident, such as a restart; ClickUp says only that deliveries failed.
  const isFailing = failCount > 0 && failCountBefore > 0
  if (!isFailing) return { status: 'active', ...found }
  const problem = `ClickUp cannot deliver to ${endpoint ?? 'this server'}: ${failCount} deliveries failed since the last look. Check that the address is reachable from the internet.`
  return { status: 'failing', ...found, problem }
}

interface End {
  readonly job: Pick<JobRun, 'jobId'>
  readonly found: Partial<WebhookFinding>
  readonly fitted?: Fitted
}

async function settle(
  deps: ClickupWebhookDeps,
  scope: WorkspaceScope,
  { job: { jobId }, found, fitted }: End,
): Promise<undefined> {
  const checkedAt = deps.clock.now()
  await inWorkspace(deps.db, scope, async (tx) => {
    if (!(await settleWebhookState(tx, scope, { jobId, found: { ...found, checkedAt } }))) return
    if (fitted === undefined || fitted.outcome === 'refused') return
    await keepOnlyWebhook(tx, scope, { webhookId: fitted.webhookId, at: checkedAt })
    await deleteRetiredWebhooks(tx, scope, new Date(checkedAt.getTime() - LATE_DELIVERIES_MS))
    if (fitted.mayHaveMissed) await deps.requestSync(tx, scope)
  })
}

interface Failure {
  readonly job: Pick<JobRun, 'jobId' | 'signal'>
  readonly look: Look
  readonly error: unknown
}

/** What will be the same next time is told and left to the schedule; everything else is tried again. */
async function noteFailure(
  deps: ClickupWebhookDeps,
  scope: WorkspaceScope,
  { job, look, error }: Failure,
): Promise<JobResult> {
  // The process stops: the job keeps its lease and is taken up by the next one.
  if (job.signal.aborted || !(error instanceof Error)) throw error
  const found: Partial<WebhookFinding> = error instanceof BudgetExhausted ? {} : failureOf(look, error)
  await settle(deps, scope, { job, found })
  if (error instanceof BudgetExhausted) return { again: error.resumesAt }
  if (found.status === undefined) throw error
  return undefined
}

/** Without a status it may pass. */
function failureOf({ place }: Look, error: Error): Partial<WebhookFinding> {
  const listId = place?.listId ?? null
  if (error instanceof AppError && error.code === 'CONFLICT') {
    const problem = listId === null ? null : error.message
    return { status: 'none', listId, endpoint: null, failCount: 0, problem }
  }
  const isFinal = error instanceof UpstreamError && FINAL.has(error.kind)
  return { listId, problem: error.message, ...(isFinal ? { status: 'refused' } : {}) }
}

const FINAL: ReadonlySet<UpstreamError['kind']> = new Set([
  'unauthorized',
  'forbidden',
  'not-found',
  'rejected',
])
