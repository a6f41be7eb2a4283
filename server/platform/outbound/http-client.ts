import { Agent, type Dispatcher } from 'undici'
import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { EgressPolicy } from './allowed-hosts.ts'
import { startDeadline, type Deadline } from './deadline.ts'
import { createGuardedConnector, type Resolve } from './guarded-connector.ts'
import type { CheckedRequest, HttpClient, HttpResponse } from './http-message.ts'
import { mapNetworkError } from './map-network-error.ts'
import { readBody } from './read-body.ts'
import { createReporter, type OutboundEvent } from './report-call.ts'
import { prepareHeaders } from './request-headers.ts'
import { createRunningCalls } from './running-calls.ts'
import { UpstreamError } from './upstream-error.ts'

interface HttpClientLimits {
  /** Covers connecting, headers and body together. */
  readonly timeoutMs: number
  readonly connectTimeoutMs: number
  readonly maxBytes: number
  readonly maxHeaderBytes: number
  /** Null: as many as are asked for. Callers limit themselves, each to its share, so that none waits for another's. */
  readonly connectionsPerOrigin: number | null
  readonly closeGraceMs: number
}

export interface HttpClientDeps {
  readonly policy: EgressPolicy
  readonly log: Log
  readonly clock: Clock
  readonly resolve?: Resolve
  readonly observe?: (event: OutboundEvent) => void
  readonly defaults?: Partial<HttpClientLimits>
}

const LIMITS: HttpClientLimits = {
  timeoutMs: 30_000,
  connectTimeoutMs: 10_000,
  maxBytes: 10 * 1024 * 1024,
  maxHeaderBytes: 32 * 1024,
  connectionsPerOrigin: null,
  closeGraceMs: 5_000,
}

/** The only way out: allowed addresses, a total time, a size, and no secret in a log line. */
export function createHttpClient(deps: HttpClientDeps): HttpClient {
  const limits = { ...LIMITS, ...deps.defaults }
  const agent = createAgent(deps, limits)
  const report = createReporter(deps)
  const running = createRunningCalls(agent, limits.closeGraceMs)

  async function sendChecked(call: CheckedRequest): Promise<HttpResponse> {
    const startedAt = deps.clock.monotonicMs()
    const elapsedMs = (): number => deps.clock.monotonicMs() - startedAt
    const deadline = startDeadline(call.timeoutMs ?? limits.timeoutMs, call.signal)
    try {
      const maxBytes = call.maxBytes ?? limits.maxBytes
      const response = await running.track(() => exchange({ agent, deadline, elapsedMs, maxBytes }, call))
      report.answered(call, response)
      return response
    } catch (error) {
      if (call.signal?.aborted === true) report.cancelled(call, elapsedMs())
      call.signal?.throwIfAborted()
      const failure = mapNetworkError(call.service, error)
      if (failure instanceof UpstreamError) report.failed(call, failure, elapsedMs())
      throw failure
    } finally {
      deadline.release()
    }
  }

  return {
    async send(request) {
      const url = deps.policy.check(request.url)
      const headers = prepareHeaders(request.headers)
      return await sendChecked({ ...request, url, headers })
    },
    close: () => running.close(),
  }
}

interface ExchangeDeps {
  readonly agent: Dispatcher
  readonly deadline: Deadline
  readonly elapsedMs: () => number
  readonly maxBytes: number
}

async function exchange(deps: ExchangeDeps, request: CheckedRequest): Promise<HttpResponse> {
  const { agent, deadline, elapsedMs } = deps
  deadline.signal.throwIfAborted()
  // undici hears an abort only once it is connected, so the deadline runs beside it.
  const answer = await deadline.race(
    agent.request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      signal: deadline.signal,
    }),
  )
  const firstByteMs = elapsedMs()
  const status = answer.statusCode
  const headers = joinHeaders(answer.headers)
  const hasBody = request.method !== 'HEAD' && status !== 304
  const body = await readBody({ stream: answer.body, headers, hasBody }, deps.maxBytes)
  const durationMs = elapsedMs()
  return { status, headers, body, durationMs, timing: { firstByteMs, bodyMs: durationMs - firstByteMs } }
}

function createAgent(deps: HttpClientDeps, limits: HttpClientLimits): Agent {
  const { policy, resolve } = deps
  return new Agent({
    connect: createGuardedConnector({ policy, resolve, connectTimeoutMs: limits.connectTimeoutMs }),
    connections: limits.connectionsPerOrigin,
    // One request per socket: a lost connection then never takes a second write with it.
    pipelining: 1,
    maxHeaderSize: limits.maxHeaderBytes,
    // The deadline is stricter and also ends bodies that drip.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

function joinHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const joined = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const],
  )
  return Object.fromEntries(joined)
}
