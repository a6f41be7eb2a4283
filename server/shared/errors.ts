/** Every way a request can fail, with its HTTP status and fixed title (RFC 9457). docs/errors.md explains each. */
export const ERRORS = {
  BAD_REQUEST: { status: 400, title: 'No readable HTTP request' },
  UNAUTHORIZED: { status: 401, title: 'No or bad credentials' },
  FORBIDDEN: { status: 403, title: 'Not allowed' },
  NOT_FOUND: { status: 404, title: 'Not here' },
  TOO_SLOW: { status: 408, title: 'Request took too long' },
  CONFLICT: { status: 409, title: 'Wrong state' },
  TOO_LARGE: { status: 413, title: 'Too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
  INVALID: { status: 422, title: 'Invalid input' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'Headers too large' },
  INTERNAL: { status: 500, title: 'Internal error' },
  UPSTREAM_FAILED: { status: 502, title: 'The other service gave no usable answer' },
  NOT_READY: { status: 503, title: 'Not ready' },
} as const

export type ErrorCode = keyof typeof ERRORS

/** One thing that is wrong with the input; `pointer` is a JSON pointer into the named part. */
export interface Violation {
  readonly in: 'path' | 'query' | 'header' | 'body'
  readonly pointer: string
  readonly message: string
}

interface AppErrorOptions {
  readonly violations?: readonly Violation[]
  /** Answered as Retry-After; whole seconds, at least 1. */
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

/** A failure that the caller may know about: the detail is shown to people, so it says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly violations: readonly Violation[]
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.violations = options.violations ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): number {
    return ERRORS[this.code].status
  }
}

export function notFound(what: string, id: string): AppError {
  return new AppError('NOT_FOUND', `There is no ${what} ${id} in this workspace.`)
}

/** The process cannot go on: its message is the one sentence that the operator reads before it ends. */
export class FatalError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'FatalError'
  }
}

/** The process cannot even start. */
export class StartError extends FatalError {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StartError'
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** SQLSTATE of a database error or code of a system error; both drivers put it on `code`. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
