import type { Static, TSchema } from 'typebox'
import { readAs, type ServiceConnection } from '../../platform/connections/index.ts'
import type { HttpMethod, HttpResponse } from '../../platform/outbound/index.ts'
import { AppError } from '../../shared/errors.ts'
import { isAnonymous } from '../atlassian/index.ts'
import type { Deployment } from './jira-client.ts'
import { jiraError, type AskedJira } from './jira-error.ts'

/** What each part of the client sends with. */
export interface JiraSender {
  readonly connection: ServiceConnection
  readonly deployment: Deployment
  readonly signal: AbortSignal | undefined
}

interface JiraRequest {
  readonly method: HttpMethod
  /** Behind /rest/api and its version; segments are encoded by `path`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Safe to send again whatever the method. */
  readonly isRepeatable?: boolean
  /** What to do about a refusal with this status, where it names no field. */
  readonly refusals?: Readonly<Record<number, string>>
}

const VERSIONS: Readonly<Record<Deployment, number>> = { cloud: 3, 'data-center': 2 }
// A page of a hundred issues, each with a description of 32,767 characters as a document.
const MOST_BYTES = 32 * 1024 * 1024
const TIMEOUT_MS = 30_000

/** Builds a path from its literal parts and encoded ids. */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return String.raw({ raw: parts }, ...ids.map(segment))
}

/** One request that is answered with a value; throws an UpstreamError that says what to do about any other answer. */
export async function askJira<Schema extends TSchema>(
  sender: JiraSender,
  schema: Schema,
  request: JiraRequest,
): Promise<Static<Schema>> {
  const response = await send(sender, request)
  const answer = isGood(response) ? readAs(schema, response) : undefined
  if (answer === undefined) throw jiraError(response, askedOf(sender, request))
  return answer
}

/** One write that is answered with nothing, status 204. */
export async function tellJira(sender: JiraSender, request: JiraRequest): Promise<void> {
  const response = await send(sender, request)
  if (response.status !== 204 || !isGood(response)) throw jiraError(response, askedOf(sender, request))
}

async function send(sender: JiraSender, request: JiraRequest): Promise<HttpResponse> {
  const { connection, deployment, signal } = sender
  const { method, body, isRepeatable } = request
  const search = new URLSearchParams(request.query).toString()
  const api = `${connection.baseUrls['api']}/rest/api/${VERSIONS[deployment]}`
  const { response } = await connection.send({
    service: 'jira',
    method,
    url: `${api}${request.path}${search === '' ? '' : `?${search}`}`,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_BYTES,
    isRepeatable,
    signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return response
}

function isGood(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300 && !isAnonymous(response)
}

function askedOf(
  { deployment }: JiraSender,
  { method, isRepeatable, refusals = {} }: JiraRequest,
): AskedJira {
  return { deployment, isWrite: method !== 'GET' && isRepeatable !== true, refusals }
}

/** Dots alone would be taken for another place, and nothing for the place above. */
function segment(id: string): string {
  if (!/^\.*$/.test(id)) return encodeURIComponent(id)
  throw new AppError('INVALID', `Jira has no key or id ${JSON.stringify(id)}.`)
}
