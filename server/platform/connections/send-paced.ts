import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import {
  sendWithRetry,
  startDeadline,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  type RetriedResponse,
  type Shares,
  type Sleep,
} from '../outbound/index.ts'
import type { Permit, Rate, RateLimiter } from '../ratelimit/index.ts'
import { BudgetExhausted } from './connection.ts'

export interface PacedDeps {
  readonly client: Pick<HttpClient, 'send'>
  readonly limiter: RateLimiter
  readonly clock: Clock
  readonly sleep: Sleep
  /** Requests that a workspace may have under way at once. */
  readonly shares: Shares
  /** As its vendor writes it. */
  readonly label: string
}

/** Whose requests these are, and at which pace they leave. */
export interface PacedLine {
  readonly scope: WorkspaceScope
  readonly kind: 'interactive' | 'background'
  /** The workspace's hourly budget, for services that have one. */
  readonly perHour?: number | undefined
  /** Undefined: the service's usual one. */
  readonly rate?: Rate | undefined
  /** Undefined: all requests of the workspace are counted together. */
  readonly bucket?: Bucket | undefined
}

/** Requests that a service counts apart from all others. */
export interface Bucket {
  readonly name: string
  readonly rate: Rate
  /** Whether this 429 is about these requests only; otherwise all of the workspace's wait. */
  refuses(response: HttpResponse): boolean
}

type Slot = Extract<Permit, { readonly outcome: 'go' }>

// Longer waits are not worth a held request: a person gets 429, a run goes to `waiting`.
const LONGEST_WAIT_MS = { interactive: 2_000, background: 20_000 }
const UNKNOWN_WAIT_MS = 60_000
// Whatever the other side asks for, its clock or its wits may be wrong; the limiter looks again after an hour too.
const LONGEST_PAUSE_MS = 3_600_000
// Until a person's request leaves: later, nobody may be there to hear what became of it.
const LONGEST_TURN_MS = 10_000

/** Sends at the workspace's pace, repeats reads. When nothing may leave for long it throws: RATE_LIMITED for people, BudgetExhausted for runs. */
export async function sendPaced(
  deps: PacedDeps,
  line: PacedLine,
  request: HttpRequest,
): Promise<RetriedResponse> {
  let refusedForMs: number | undefined
  const result = await sendWithRetry(
    {
      client: { send: (attempt) => sendInTurn(deps, line, attempt) },
      clock: deps.clock,
      sleep: deps.sleep,
      onRateLimited: async ({ retryAfterMs, response }) => {
        refusedForMs = Math.min(retryAfterMs ?? UNKNOWN_WAIT_MS, LONGEST_PAUSE_MS)
        const bucket = line.bucket?.refuses(response) === true ? line.bucket.name : undefined
        await deps.limiter.refused(line.scope, { retryAfterMs, bucket })
      },
    },
    request,
    { maxRetryAfterMs: LONGEST_WAIT_MS[line.kind] },
  )
  if (result.response.status !== 429) await deps.limiter.succeeded(line.scope, line.bucket?.name)
  else if (line.kind === 'background')
    throw new BudgetExhausted(new Date(deps.clock.now().getTime() + (refusedForMs ?? UNKNOWN_WAIT_MS)))
  return result
}

/** The slot comes last: what has one leaves at once. */
async function sendInTurn(deps: PacedDeps, line: PacedLine, request: HttpRequest): Promise<HttpResponse> {
  const patience =
    line.kind === 'interactive'
      ? startDeadline(LONGEST_TURN_MS, request.signal, () => tooBusy(deps.label))
      : undefined
  const signal = patience?.signal ?? request.signal
  try {
    return await deps.shares.run(line.scope.workspaceId, signal, async () => {
      const slot = await waitForSlot(deps, line, signal)
      patience?.release()
      return sendNow(deps, slot, request)
    })
  } finally {
    patience?.release()
  }
}

function tooBusy(label: string): AppError {
  return new AppError(
    'RATE_LIMITED',
    `More calls of this workspace wait than ${label} takes at the moment. Nothing was sent. Try again shortly.`,
    { retryAfterSeconds: LONGEST_TURN_MS / 1_000 },
  )
}

async function waitForSlot(
  { limiter, label }: PacedDeps,
  { scope, kind, perHour, rate: usual, bucket }: PacedLine,
  signal: AbortSignal | undefined,
): Promise<Slot> {
  const rate = bucket?.rate ?? usual
  const slot = await limiter.acquire(scope, {
    kind,
    perHour,
    bucket: bucket?.name,
    ...(rate === undefined ? {} : { rate }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (slot.outcome === 'go') return slot
  throw kind === 'interactive' ? outOfBudget(label, slot) : new BudgetExhausted(slot.resumesAt)
}

function outOfBudget(
  label: string,
  { resumesAt, retryAfterMs }: Extract<Permit, { readonly outcome: 'exhausted' }>,
): AppError {
  return new AppError(
    'RATE_LIMITED',
    `${label} takes no more requests of this workspace until ${resumesAt.toISOString()}. Nothing was sent. Try again then.`,
    { retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1_000)) },
  )
}

async function sendNow(
  { client, clock }: PacedDeps,
  slot: Slot,
  request: HttpRequest,
): Promise<HttpResponse> {
  try {
    const response = await client.send(request)
    slot.answered(clock.monotonicMs() - response.timing.bodyMs)
    return response
  } catch (error) {
    slot.answered(clock.monotonicMs())
    throw error
  }
}
