import type { Static, TSchema } from 'typebox'
import { readAs, type ServiceConnection } from '../../platform/connections/index.ts'
import type { HttpMethod } from '../../platform/outbound/index.ts'
import { huntflowError } from './huntflow-error.ts'

/** What each part of the client sends with. */
export interface HuntflowSender {
  readonly connection: ServiceConnection
  readonly signal: AbortSignal | undefined
}

interface HuntflowRequest {
  readonly method: HttpMethod
  /** Segments are encoded by `path`. */
  readonly path: string
  readonly query?: URLSearchParams
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, a Buffer as it is. */
  readonly body?: unknown
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 30_000

/** Builds a path from its literal parts and encoded ids. */
export function path(parts: TemplateStringsArray, ...ids: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...ids.map((id) => encodeURIComponent(id)))
}

/** One request of API v2; throws an UpstreamError that says what to do when the answer is a refusal or of another shape. */
export async function askHuntflow<Schema extends TSchema>(
  { connection, signal }: HuntflowSender,
  schema: Schema,
  request: HuntflowRequest,
): Promise<Static<Schema>> {
  const { method, query, body, headers } = request
  const search = query === undefined || query.size === 0 ? '' : `?${query.toString()}`
  const { response } = await connection.send({
    service: 'huntflow',
    method,
    url: `${connection.baseUrls['api']}/v2${request.path}${search}`,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    timeoutMs: request.timeoutMs ?? TIMEOUT_MS,
    ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const answer = response.status < 300 ? readAs(schema, response) : undefined
  if (answer === undefined) throw huntflowError(response)
  return answer
}
