import type { Static, TSchema } from 'typebox'
import { readAs, type ServiceConnection } from '../../platform/connections/index.ts'
import type { HttpMethod, HttpResponse } from '../../platform/outbound/index.ts'
import { accessError, isAnonymous, type Deployment } from '../atlassian/index.ts'
import { confluenceError } from './confluence-error.ts'

/** What each part of the client sends with. */
export interface ConfluenceSender {
  readonly connection: ServiceConnection
  readonly deployment: Deployment
  readonly signal: AbortSignal | undefined
}

interface ConfluenceRequest {
  readonly method: HttpMethod
  /** From the base URL on; segments are encoded by `path`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  /** Sent as JSON. */
  readonly body?: unknown
}

/** A page of 5 MB whose every letter is escaped; several are under way at once. */
const MOST_BYTES = 16 * 1024 * 1024
const TIMEOUT_MS = 60_000

/** Builds a path from its literal parts and encoded ids. */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return String.raw({ raw: parts }, ...ids.map((id) => encodeURIComponent(id)))
}

/** One request; throws an UpstreamError that says what to do when the answer is a refusal or of another shape. */
export async function askConfluence<Schema extends TSchema>(
  sender: ConfluenceSender,
  schema: Schema,
  request: ConfluenceRequest,
): Promise<Static<Schema>> {
  const response = await send(sender, request)
  const isAnswer = response.status < 300 && !isAnonymous(response)
  const answer = isAnswer ? readAs(schema, response) : undefined
  if (answer !== undefined) return answer
  const { deployment } = sender
  throw accessError(response, { service: 'confluence', deployment }) ?? confluenceError(response)
}

async function send(
  { connection, signal }: ConfluenceSender,
  { method, path: at, query = {}, body }: ConfluenceRequest,
): Promise<HttpResponse> {
  const names = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  const search = names.length === 0 ? '' : `?${new URLSearchParams(names).toString()}`
  const { response } = await connection.send({
    service: 'confluence',
    method,
    url: `${connection.baseUrls['api']}${at}${search}`,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_BYTES,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  return response
}
