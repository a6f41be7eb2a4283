import { AppError } from '../../shared/errors.ts'

export type UpstreamFailure =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'unavailable'
  | 'rejected'
  | 'unreadable'

/** Why there was no usable answer; `status` means that the other side itself said so with a 5xx. */
export type UnavailableReason =
  | 'status'
  | 'timeout'
  | 'refused'
  | 'reset'
  | 'unresolved'
  | 'blocked-address'
  | 'tls'
  | 'too-large'
  | 'closed'
  | 'network'

interface UpstreamErrorFields {
  readonly service: string
  readonly kind: UpstreamFailure
  readonly reason?: UnavailableReason
  readonly status?: number
  readonly retryAfterMs?: number
  readonly attempts?: number
  /** Shown to people: never a header, a query value or a body. */
  readonly detail?: string
  readonly cause?: unknown
}

/** Another service failed us. Callers decide by `kind`, not by status codes. */
export class UpstreamError extends Error {
  readonly service: string
  readonly kind: UpstreamFailure
  readonly reason: UnavailableReason | undefined
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  readonly attempts: number
  readonly #fields: UpstreamErrorFields

  constructor(fields: UpstreamErrorFields) {
    super(fields.detail ?? describe(fields), fields.cause === undefined ? undefined : { cause: fields.cause })
    this.name = 'UpstreamError'
    this.service = fields.service
    this.kind = fields.kind
    this.reason = fields.reason
    this.status = fields.status
    this.retryAfterMs = fields.retryAfterMs
    this.attempts = fields.attempts ?? 1
    this.#fields = fields
  }

  withAttempts(attempts: number): UpstreamError {
    return new UpstreamError({ ...this.#fields, attempts })
  }
}

export function failureOf(status: number): UpstreamFailure {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'unavailable' : 'rejected'
}

/** For our own API every upstream failure is a 502; the detail keeps the kind apart for people. */
export function toAppError(error: UpstreamError): AppError {
  const waitMs = error.retryAfterMs
  const retryAfter = waitMs === undefined ? {} : { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) }
  return new AppError('UPSTREAM_FAILED', error.message, { ...retryAfter, cause: error })
}

const KIND_TEXT: Readonly<Record<UpstreamFailure, string>> = {
  unauthorized: 'did not accept our credentials; check the connection or reinstall the add-on',
  forbidden: 'does not allow this; check the scopes and the role of the connected user',
  'not-found': 'does not know what was asked for',
  'rate-limited': 'asks us to slow down; try again later',
  unavailable: 'is not available; try again later',
  rejected: 'refused the request',
  unreadable: 'sent an answer that cannot be read',
}

const REASON_TEXT: Readonly<Record<UnavailableReason, string>> = {
  status: 'reported a failure of its own; try again later',
  timeout: 'did not answer in time; try again later',
  refused: 'refused the connection; check that it runs',
  reset: 'closed the connection before its answer was complete; try again later',
  unresolved: 'has a host name that cannot be resolved; check the name and the DNS',
  'blocked-address':
    'resolves to an address that is not public; list its origin in EGRESS_ALLOW if that is intended',
  tls: 'could not prove its identity (TLS); check its certificate',
  'too-large': 'sent more than is accepted; ask for less at a time',
  closed: 'was not asked, because this server is stopping',
  network: 'cannot be reached; check the network',
}

function describe(fields: UpstreamErrorFields): string {
  const text = fields.reason === undefined ? KIND_TEXT[fields.kind] : REASON_TEXT[fields.reason]
  const status = fields.status === undefined ? '' : ` (status ${fields.status})`
  return `${fields.service} ${text}${status}.`
}
