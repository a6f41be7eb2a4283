import type { Clock } from '../../shared/clock.ts'
import type { HttpResponse } from './http-message.ts'
import { parseRetryAfter } from './retry-after.ts'
import { failureOf, UpstreamError } from './upstream-error.ts'

/** For callers to whom only a 2xx is an answer: anything else becomes an UpstreamError of its kind. */
export function requireSuccess(
  deps: { clock: Clock },
  service: string,
  response: HttpResponse,
): HttpResponse {
  const { status } = response
  if (status >= 200 && status < 300) return response
  const retryAfterMs = parseRetryAfter(response.headers['retry-after'], deps.clock.now())
  const kind = failureOf(status)
  throw new UpstreamError({
    service,
    kind,
    status,
    ...(kind === 'unavailable' ? { reason: 'status' } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}

/** The body as JSON; not JSON is the `unreadable` kind, and the parser's message, which quotes the body, is dropped. */
export function readJson(service: string, response: HttpResponse): unknown {
  try {
    return JSON.parse(response.body.toString('utf8'))
  } catch {
    throw new UpstreamError({ service, kind: 'unreadable', status: response.status })
  }
}
