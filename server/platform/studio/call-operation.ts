import { AppError } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { Connection, Connector } from '../connections/index.ts'
import type { EventHub } from '../events/index.ts'
import type { Caller } from '../http/index.ts'
import type { Catalogue, Compiler, Difference } from '../openapi/index.ts'
import { startDeadline, UpstreamError } from '../outbound/index.ts'
import { failureOfCall } from './call-failure.ts'
import { asExchange, sendChecked, type Exchange, type Truncation } from './exchange.ts'
import { prepareCall, type OperationCall, type PreparedCall } from './prepare-call.ts'
import { readAllPages } from './read-all-pages.ts'
import { recordCall, type MadeCall, type RecordDeps } from './record-call.ts'
import { shownRequest, type ShownRequest } from './redact-call.ts'
import { requireOperation } from './require-operation.ts'

export interface CallLimits {
  readonly maxPages: number
  /** Of all pages together. */
  readonly maxBytes: number
  readonly maxAnswerBytes: number
  /** Of a read, with all its attempts and pages. */
  readonly withinMs: number
}

export interface CallDeps extends RecordDeps {
  readonly catalogue: Catalogue
  readonly compiler: Compiler
  readonly connectors: readonly Connector[]
  readonly limits?: Partial<CallLimits> | undefined
  readonly publish: EventHub['publish']
}

export interface DryRun {
  readonly dryRun: true
  readonly request: ShownRequest
}

export interface CallAnswer {
  readonly callId: string
  readonly request: ShownRequest
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly bodyText: string | null
  readonly inexact: boolean
  readonly durationMs: number
  readonly attempts: number
  readonly violations: readonly Difference[]
  readonly pages: number
  readonly truncated: Truncation | null
}

const LIMITS: CallLimits = {
  maxPages: 1_000,
  maxBytes: 50 * 1024 * 1024,
  maxAnswerBytes: 10 * 1024 * 1024,
  // The caller's connection is closed after 60 s of silence, and then nobody hears the answer.
  withinMs: 50_000,
}

/** Sends nothing that does not fit the document, and a write exactly once; whatever the other side answers is data. */
export async function callOperation(
  deps: CallDeps,
  caller: Caller,
  input: OperationCall,
): Promise<CallAnswer | DryRun> {
  const operation = requireOperation(deps.catalogue, input)
  const connection = await connect(deps, caller, operation.connector)
  const { withinMs } = { ...LIMITS, ...deps.limits }
  const time = startDeadline(withinMs, input.signal, () => tooLate(operation.connector))
  try {
    const call = prepareCall(deps, { operation, connection }, { ...input, signal: time.signal })
    const request = shownRequest(call)
    if (input.dryRun === true) return { dryRun: true, request }
    return await makeCall(deps, caller, { callId: newId(), call, request, allPages: input.allPages === true })
  } finally {
    time.release()
  }
}

function tooLate(service: string): UpstreamError {
  return new UpstreamError({ service, kind: 'unavailable', reason: 'timeout' })
}

async function connect(deps: CallDeps, caller: Caller, name: string): Promise<Connection> {
  const connector = deps.connectors.find((candidate) => candidate.name === name)
  if (connector !== undefined) return connector.connectAs(caller)
  throw new AppError(
    'CONFLICT',
    `This workspace has no connection to ${name}. Set one up first: PUT /api/connections/${name}.`,
  )
}

async function makeCall(
  deps: CallDeps,
  caller: Caller,
  made: Omit<MadeCall, 'durationMs' | 'outcome'>,
): Promise<CallAnswer> {
  const startedAt = deps.clock.monotonicMs()
  const record = (outcome: MadeCall['outcome']): Promise<void> =>
    recordCall(deps, caller.scope, { ...made, outcome, durationMs: deps.clock.monotonicMs() - startedAt })
  let exchange: Exchange
  try {
    exchange = await (made.allPages ? readPages(deps, caller, made) : sendOnce(deps, made.call))
  } catch (error) {
    const failure = failureOfCall(error, made.call.signal)
    await record({ problem: failure?.error.message ?? UNFORESEEN, attempts: failure?.attempts ?? 0 })
    throw failure?.error ?? error
  }
  const durationMs = Math.round(deps.clock.monotonicMs() - startedAt)
  await record(exchange)
  return answerOf(made, exchange, durationMs)
}

const UNFORESEEN = 'Something went wrong on our side.'

async function sendOnce(deps: CallDeps, call: PreparedCall): Promise<Exchange> {
  const { maxAnswerBytes } = { ...LIMITS, ...deps.limits }
  return asExchange(await sendChecked(call, { maxBytes: maxAnswerBytes }))
}

/** Whoever watches sees how far it is. */
async function readPages(
  deps: CallDeps,
  { scope }: Caller,
  { callId, call }: Pick<MadeCall, 'callId' | 'call'>,
): Promise<Exchange> {
  const { connector, operationId } = call.operation
  const what = { callId, connector, operationId, actorId: scope.actor.id }
  return readAllPages(
    {
      clock: deps.clock,
      ...LIMITS,
      ...deps.limits,
      onPage: (soFar) => deps.publish(scope, 'run', { ...what, ...soFar }),
    },
    call,
  )
}

function answerOf(
  made: Pick<MadeCall, 'callId' | 'request'>,
  exchange: Exchange,
  durationMs: number,
): CallAnswer {
  return {
    callId: made.callId,
    request: made.request,
    status: exchange.status,
    headers: exchange.headers,
    body: exchange.body,
    bodyText: exchange.bodyText ?? null,
    inexact: exchange.isInexact,
    durationMs,
    attempts: exchange.attempts,
    violations: exchange.differences,
    pages: exchange.pages,
    truncated: exchange.truncated ?? null,
  }
}
