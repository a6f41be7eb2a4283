import { Type } from 'typebox'
import { readAs, type Service } from '../../platform/connections/index.ts'
import { UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'
import type { Deployment } from './credentials.ts'

const Told = Type.Object({ message: Type.String() })

const DEAD: Readonly<Record<Deployment, string>> = {
  cloud:
    'Atlassian does not take this token for this address and user. A token with scopes works only at https://api.atlassian.com/ex/...; others only at the address of your site.',
  'data-center':
    'The personal access token is not known there, or has expired. Make a new one in your profile and save it here.',
}
const NO_SCOPE = 'The token has no scope for this. Make one that may read and write, and save it here.'

export interface Refused {
  readonly service: string
  readonly deployment: Deployment
}

/** A refusal that has nothing to do with what was asked: the token, its scopes or the pace. Undefined for any other answer. */
export function accessError(
  response: HttpResponse,
  { service, deployment }: Refused,
): UpstreamError | undefined {
  const { status } = response
  if (status === 429) return tooMany(service, response)
  if (isDead(response))
    return new UpstreamError({ service, kind: 'unauthorized', status, detail: deadWords(deployment) })
  if (status === 401) return new UpstreamError({ service, kind: 'forbidden', status, detail: NO_SCOPE })
  return undefined
}

/** The token counts for nobody, whatever it is used for. */
export function isDead(response: HttpResponse): boolean {
  return isAnonymous(response) || (response.status === 401 && !lacksScope(response))
}

/** A Data Center serves who has a bad token as anonymous, with 200 (facts: jira-confluence, section 3.1). */
export function isAnonymous({ status, headers }: HttpResponse): boolean {
  // What fails or is refused for its number may not have been looked at yet.
  return status < 500 && status !== 429 && headers['x-ausername'] === 'anonymous'
}

export function deadWords(deployment: Deployment): string {
  return DEAD[deployment]
}

/** What stands there speaks, but not as the service does. */
export function strangerError(
  { connector: service, label }: Pick<Service, 'connector' | 'label'>,
  { status }: HttpResponse,
): UpstreamError {
  return new UpstreamError({
    service,
    kind: 'unreadable',
    status,
    detail: `What answers at the address of the connection is not ${label}, or wants people to sign in first (status ${status}). Check the address in the settings, under Connections.`,
  })
}

function lacksScope(response: HttpResponse): boolean {
  if (response.headers['x-failure-category'] === 'FAILURE_CLIENT_SCOPE_CHECK') return true
  return readAs(Told, response)?.message.includes('scope does not match') === true
}

function tooMany(service: string, { status, headers }: HttpResponse): UpstreamError {
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0]
  const detail = paceWords(headers['ratelimit-reason'] ?? '')
  return new UpstreamError({
    service,
    kind: 'rate-limited',
    status,
    ...(seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1_000 }),
    ...(detail === undefined ? {} : { detail }),
  })
}

/** By the last part of Atlassian's reason, the first is the product. */
function paceWords(reason: string): string | undefined {
  if (/-quota-(?:global|tenant)-based$/.test(reason))
    return 'Atlassian takes no more requests of this app within this hour. Try again after the full hour.'
  if (reason.endsWith('-per-issue-on-write'))
    return 'Atlassian takes no more changes of this issue for the moment. Try again in half a minute.'
  return undefined
}
