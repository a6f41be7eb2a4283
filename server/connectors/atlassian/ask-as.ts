import { refusal, type Opened, type Send } from '../../platform/connections/index.ts'
import type { HttpResponse } from '../../platform/outbound/index.ts'
import { headersOf } from './atlassian-access.ts'
import { accessError } from './atlassian-error.ts'
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
  const response = await send({ method: 'GET', url: baseUrl + path, headers: headersOf(credentials) })
  const { deployment } = credentials
  const error = accessError(response, { service, deployment })
  if (error !== undefined) throw error
  if (response.status !== 200) throw refusal(service, response)
  return response
}
