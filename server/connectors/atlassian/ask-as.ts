import { refusal, type Opened, type Send } from '../../platform/connections/index.ts'
import type { HttpResponse } from '../../platform/outbound/index.ts'
import type { AtlassianCredentials } from './credentials.ts'

interface Question {
  /** For messages: the service's connector. */
  readonly service: string
  readonly path: string
}

/** A GET with the credentials; anything but an answer to that user is an UpstreamError that says what to do. */
export async function askAs(
  send: Send,
  { baseUrl, credentials }: Opened<AtlassianCredentials>,
  { service, path }: Question,
): Promise<HttpResponse> {
  const response = await send({
    method: 'GET',
    url: baseUrl + path,
    headers: { accept: 'application/json', authorization: authorization(credentials) },
  })
  if (response.status === 401) throw refusal(service, response, dead(credentials, response))
  if (response.status !== 200) throw refusal(service, response)
  // A Data Center serves who has a bad token as anonymous (facts: jira-confluence, section 3.1).
  if (response.headers['x-ausername'] === 'anonymous')
    throw refusal(service, response, dead(credentials, response))
  return response
}

function authorization({ deployment, email = '', token }: AtlassianCredentials): string {
  if (deployment === 'data-center') return `Bearer ${token}`
  return `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`
}

function dead({ deployment }: AtlassianCredentials, response: HttpResponse): string {
  if (response.headers['x-failure-category'] === 'FAILURE_CLIENT_SCOPE_CHECK')
    return 'The token has no scope for this. Make one that may read and write, and save it here.'
  if (deployment === 'data-center')
    return 'The personal access token is not known there, or has expired. Make a new one in your profile and save it here.'
  return 'Atlassian does not take this token for this address and user. A token with scopes works only at https://api.atlassian.com/ex/...; others only at the address of your site.'
}
