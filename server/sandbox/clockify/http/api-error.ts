/** An error answer of the API: `{message, code}`, where the code may be missing and the body may be empty. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly emptyBody: boolean

  constructor(
    status: number,
    message: string,
    extra: { code?: number; headers?: Readonly<Record<string, string>>; emptyBody?: boolean } = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = extra.code
    this.headers = extra.headers ?? {}
    this.emptyBody = extra.emptyBody ?? false
  }

  get body(): unknown {
    if (this.emptyBody) return undefined
    return this.code === undefined ? { message: this.message } : { message: this.message, code: this.code }
  }
}

export function badToken(): ApiError {
  return new ApiError(401, 'The add-on token is not valid', { code: 4017 })
}

export function missingParameter(name: string): ApiError {
  return new ApiError(400, `Required parameter '${name}' is missing`, { code: 3001 })
}

export function wrongShape(what: string): ApiError {
  return new ApiError(400, `The request cannot be read: ${what}`, { code: 3002 })
}

export function domainError(message: string): ApiError {
  return new ApiError(400, message, { code: 501 })
}

export function forbidden(message: string): ApiError {
  return new ApiError(403, message)
}
