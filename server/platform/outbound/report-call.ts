import type { Log } from '../../shared/log.ts'
import type { CheckedRequest, HttpResponse } from './http-message.ts'
import { REDACTED, redactText } from './redact-text.ts'
import {
  failureOf,
  type UnavailableReason,
  type UpstreamError,
  type UpstreamFailure,
} from './upstream-error.ts'

type OutboundOutcome = 'ok' | 'cancelled' | UpstreamFailure

/** For metrics: few values per field. */
export interface OutboundEvent {
  readonly service: string
  readonly method: string
  readonly outcome: OutboundOutcome
  readonly reason?: UnavailableReason | undefined
  readonly status?: number | undefined
  readonly durationMs: number
}

interface ReporterDeps {
  readonly log: Log
  readonly observe?: (event: OutboundEvent) => void
}

interface Reporter {
  answered(request: CheckedRequest, response: HttpResponse): void
  failed(request: CheckedRequest, failure: UpstreamError, durationMs: number): void
  cancelled(request: CheckedRequest, durationMs: number): void
}

/** One log line and one event per call; headers, query and body have no way in. */
export function createReporter(deps: ReporterDeps): Reporter {
  return {
    answered(request, { status, durationMs }) {
      const outcome = status < 400 ? 'ok' : failureOf(status)
      const fields = { ...describeCall(request), status, durationMs: Math.round(durationMs) }
      if (outcome === 'rate-limited' || outcome === 'unavailable')
        deps.log.warn(fields, 'upstream answered with a failure')
      else deps.log.debug(fields, 'upstream answered')
      deps.observe?.({ service: request.service, method: request.method, outcome, status, durationMs })
    },
    failed(request, { kind, reason }, durationMs) {
      deps.log.warn(
        { ...describeCall(request), failure: kind, reason, durationMs: Math.round(durationMs) },
        'upstream failed',
      )
      deps.observe?.({ service: request.service, method: request.method, outcome: kind, reason, durationMs })
    },
    cancelled(request, durationMs) {
      deps.log.debug(
        { ...describeCall(request), durationMs: Math.round(durationMs) },
        'upstream call cancelled',
      )
      deps.observe?.({ service: request.service, method: request.method, outcome: 'cancelled', durationMs })
    },
  }
}

function describeCall({ service, method, url, hasSecretPath = false }: CheckedRequest): object {
  return { service, method, host: url.host, path: hasSecretPath ? REDACTED : redactText(url.pathname) }
}
