/** Which form errors take: Jira's, Confluence's second version, or its first one and Data Center. */
export type ErrorForm = 'jira' | 'confluence-v2' | 'confluence-content'

interface ErrorExtra {
  /** Confluence's second version only. */
  readonly code?: string
  /** Jira's complaints by field. */
  readonly fields?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the family's form. */
  readonly body?: unknown
}

export class ApiError extends Error {
  readonly status: number
  readonly extra: ErrorExtra

  constructor(status: number, message: string, extra: ErrorExtra = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.extra = extra
  }

  bodyAs(form: ErrorForm): unknown {
    if (this.extra.body !== undefined) return this.extra.body
    return FORMS[form](this)
  }
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_REQUEST_PARAMETER',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
}

const FORMS: Readonly<Record<ErrorForm, (error: ApiError) => unknown>> = {
  jira: ({ message, extra: { fields = {} } }) => ({
    errorMessages: message === '' ? [] : [message],
    errors: fields,
  }),
  'confluence-v2': ({ status, message, extra: { code = CODES[status] ?? 'INTERNAL_SERVER_ERROR' } }) => ({
    errors: [{ status, code, title: message, detail: null }],
  }),
  'confluence-content': ({ status, message }) => ({
    statusCode: status,
    data: { authorized: status !== 403, valid: status !== 400, errors: [], successful: false },
    message,
    reason: REASONS[status] ?? 'Error',
  }),
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, message)
}

/** Jira's complaints about single fields. */
export function badFields(fields: Readonly<Record<string, string>>): ApiError {
  return new ApiError(400, '', { fields })
}

export function notFound(message: string): ApiError {
  return new ApiError(404, message)
}

export function forbidden(message: string): ApiError {
  return new ApiError(403, message)
}

export function noIssue(): ApiError {
  return notFound('Issue does not exist or you do not have permission to see it.')
}
