import type { Service, ServiceAccess } from '../../platform/connections/index.ts'
import type { HttpResponse } from '../../platform/outbound/index.ts'
import { deadWords, isDead } from './atlassian-error.ts'
import { bucketOf } from './buckets.ts'
import type { AtlassianCredentials, Deployment } from './credentials.ts'

const HOUR_MS = 3_600_000

/** How Jira and Confluence are asked; 50 a second at a Data Center, which tells of no limit until it is met. */
export function atlassianAccess(service: Service): ServiceAccess<AtlassianCredentials> {
  return {
    service,
    rate: { count: 50, ms: 1_000 },
    bucketOf,
    mostAtOnce: 24,
    headersOf,
    traitsOf: ({ deployment }) => ({ deployment }),
    retryAfterMs,
    deadProblem,
  }
}

/** Cloud takes an API token as the password of its user's e-mail, a Data Center a personal access token as Bearer. */
export function headersOf(credentials: AtlassianCredentials): Readonly<Record<string, string>> {
  return { accept: 'application/json', authorization: authorization(credentials) }
}

/** Who runs the server that a connection leads to. */
export function deploymentOf({ traits }: { readonly traits: Readonly<Record<string, string>> }): Deployment {
  return traits['deployment'] === 'cloud' ? 'cloud' : 'data-center'
}

/** Whether it is the gateway, the only address for tokens with scopes, which is not where people read. */
export function isGateway(baseUrl: string): boolean {
  return /\/ex\/(?:jira|confluence)\/[^/]+/.test(baseUrl)
}

/** Of a 429 without Retry-After: the time of its reset; undefined where it names none within the hour. */
export function retryAfterMs({ headers }: HttpResponse, now: Date): number | undefined {
  const waitMs = Date.parse(headers['x-ratelimit-reset'] ?? '') - now.getTime()
  // Beyond the hour it is a clock that is wrong: the limiter's own back-off is better then.
  return waitMs > 0 && waitMs <= HOUR_MS ? waitMs : undefined
}

/** What to do about a token that Atlassian does not take any more; undefined for one that only lacks a scope. */
export function deadProblem(
  response: HttpResponse,
  { deployment }: Pick<AtlassianCredentials, 'deployment'>,
): string | undefined {
  return isDead(response) ? deadWords(deployment) : undefined
}

function authorization({ deployment, email = '', token }: AtlassianCredentials): string {
  if (deployment === 'data-center') return `Bearer ${token}`
  return `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`
}
