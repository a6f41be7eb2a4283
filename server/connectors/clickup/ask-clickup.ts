import type { Static, TSchema } from 'typebox'
import { readAs, type ServiceConnection } from '../../platform/connections/index.ts'
import type { HttpMethod } from '../../platform/outbound/index.ts'
import { clickupError, codeOf } from './clickup-error.ts'

/** What each part of the client sends with. */
export interface ClickupSender {
  readonly connection: ServiceConnection
  readonly signal: AbortSignal | undefined
}

interface ClickupRequest {
  readonly method: HttpMethod
  /** Segments are encoded by `path`. */
  readonly path: string
  readonly query?: URLSearchParams
  /** Sent as JSON. */
  readonly body?: unknown
  readonly form?: { readonly contentType: string; readonly body: Buffer }
}

// A hundred tasks are about 1.1 MB; descriptions may be long (facts: clickup, section 1.5).
const MOST_BYTES = 32 * 1024 * 1024
const TIMEOUT_MS = 30_000

/** Builds a path from its literal parts and encoded ids. */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return String.raw({ raw: parts }, ...ids.map((id) => encodeURIComponent(id)))
}

/** One request of API v2; throws an UpstreamError that says what to do when the answer is a refusal or of another shape. */
export async function askClickup<Schema extends TSchema>(
  { connection, signal }: ClickupSender,
  schema: Schema,
  request: ClickupRequest,
): Promise<Static<Schema>> {
  const { method, query } = request
  const sent = sentOf(request)
  const search = query === undefined || query.size === 0 ? '' : `?${query.toString()}`
  const { response } = await connection.send({
    service: 'clickup',
    method,
    url: `${connection.baseUrls['api']}/v2${request.path}${search}`,
    headers: sent === undefined ? {} : { 'content-type': sent.contentType },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_BYTES,
    ...(sent === undefined ? {} : { body: sent.body }),
    ...(signal === undefined ? {} : { signal }),
  })
  const isAnswer = response.status < 300 && codeOf(response) === undefined
  const answer = isAnswer ? readAs(schema, response) : undefined
  if (answer === undefined) throw clickupError(response)
  return answer
}

function sentOf({ body, form }: ClickupRequest) {
  if (form !== undefined || body === undefined) return form
  return { contentType: 'application/json', body: JSON.stringify(body) }
}
