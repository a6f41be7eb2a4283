/** An error answer of the API: `{err, ECODE}`. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, message: string, extra: ErrorExtra) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = extra.code
    this.headers = extra.headers ?? {}
  }

  get body(): unknown {
    return { err: this.message, ECODE: this.code }
  }
}

interface ErrorExtra {
  readonly code: string
  readonly headers?: Readonly<Record<string, string>>
}

/** For Workspaces that the token does not cover, and for most ids that never were. */
export function teamNotAuthorized(): ApiError {
  return new ApiError(401, 'Team not authorized', { code: 'OAUTH_027' })
}

/** Of the same Workspace, but the person may not see it. */
export function noAccess(): ApiError {
  return new ApiError(404, 'You do not have access to this', { code: 'ACCESS_999' })
}

export function gone(what: string, code: string): ApiError {
  return new ApiError(404, `${what} not found, deleted`, { code })
}

export function badInput(message: string, code: string): ApiError {
  return new ApiError(400, message, { code })
}
