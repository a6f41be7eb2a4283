import { AppError } from '../../shared/errors.ts'

export interface ApiHosts {
  /** Without /v1: `/addon/...` paths are appended as they are. */
  readonly backendUrl: string
  readonly reportsUrl: string
}

/** Throws INVALID unless the URL may be called. */
export type CheckApiUrl = (url: string) => unknown

const GLOBAL_API = 'https://api.clockify.me/api'
const GLOBAL_REPORTS = 'https://reports.api.clockify.me'

/** The hosts of the installation token, each checked; tokens without a reports host get the one of their environment. */
export function readApiHosts(
  claims: { readonly backendUrl: string; readonly reportsUrl: string | undefined },
  checkApiUrl: CheckApiUrl,
): ApiHosts {
  const backendUrl = readApiUrl(claims.backendUrl, checkApiUrl)
  const reportsUrl = readApiUrl(claims.reportsUrl ?? reportsHostOf(backendUrl), checkApiUrl)
  return { backendUrl, reportsUrl }
}

/** Checked, and without the slashes and the version that some senders put behind it. */
export function readApiUrl(url: string, checkApiUrl: CheckApiUrl): string {
  checkApiUrl(url)
  const { search, hash } = new URL(url)
  if (search !== '' || hash !== '')
    throw new AppError('INVALID', 'An API host of the installation has a query or a fragment.')
  return url.replace(/\/+$/, '').replace(/\/v1$/, '').replace(/\/+$/, '')
}

function reportsHostOf(backendUrl: string): string {
  if (backendUrl === GLOBAL_API) return GLOBAL_REPORTS
  return `${new URL(backendUrl).origin}/report`
}
