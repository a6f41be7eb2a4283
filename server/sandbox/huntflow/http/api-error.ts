export interface ErrorItem {
  readonly type: string
  readonly title: string
  readonly detail?: string
  readonly location?: { readonly entity?: string; readonly variable?: string }
}

/** An error answer of the API: `{errors: [{type, title, detail?, location?}]}`. */
export class ApiError extends Error {
  readonly status: number
  readonly errors: readonly ErrorItem[]
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, errors: readonly ErrorItem[], headers: Readonly<Record<string, string>> = {}) {
    super(errors[0]?.title ?? 'Error')
    this.name = 'ApiError'
    this.status = status
    this.errors = errors
    this.headers = headers
  }

  get body(): unknown {
    return { errors: this.errors }
  }
}

export function unauthorized(detail: 'token_expired' | 'Invalid access token'): ApiError {
  return new ApiError(401, [{ type: 'authorization_error', title: 'Authorization Error', detail }])
}

export function notFound(title = 'Not Found'): ApiError {
  return new ApiError(404, [{ type: 'not_found', title }])
}

export function accessDenied(title = 'Access Denied'): ApiError {
  return new ApiError(403, [{ type: 'access_denied', title }])
}

/** What fits the schema and is refused all the same. */
export function invalid(title: string, variable?: string): ApiError {
  const location = variable === undefined ? {} : { location: { entity: 'body', variable } }
  return new ApiError(400, [{ type: 'validation_error', title, ...location }])
}

export function tooManyRequests(retryAfter: boolean): ApiError {
  const errors = [{ type: 'too_many_requests', title: 'Too Many Requests' }]
  return new ApiError(429, errors, retryAfter ? { 'retry-after': '1' } : {})
}
