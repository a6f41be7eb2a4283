import { AppError } from '../../shared/errors.ts'

interface RequestOrigin {
  readonly method: string
  readonly secFetchSite: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A cookie travels with requests that another site starts; those may not change anything. */
export function requireSameOrigin(request: RequestOrigin, baseUrl: string): void {
  if (SAFE_METHODS.has(request.method) || isSameOrigin(request, baseUrl)) return
  throw new AppError(
    'FORBIDDEN',
    'A request with the session cookie must come from this server’s own pages; programs use an API key.',
  )
}

function isSameOrigin(request: RequestOrigin, baseUrl: string): boolean {
  if (request.secFetchSite !== undefined && request.secFetchSite !== 'same-origin') return false
  if (request.origin === undefined) return request.secFetchSite === 'same-origin'
  if (!URL.canParse(request.origin)) return false
  const { origin, host } = new URL(request.origin)
  return origin === new URL(baseUrl).origin || host === request.host
}
