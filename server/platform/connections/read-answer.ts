import type { Static, TSchema } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import { failureOf, UpstreamError, type HttpResponse } from '../outbound/index.ts'

/** The body if it has this shape; undefined for anything else, such as a page in HTML. */
export function readAs<Schema extends TSchema>(
  schema: Schema,
  response: HttpResponse,
): Static<Schema> | undefined {
  try {
    const body: unknown = JSON.parse(response.body.toString('utf8'))
    return hasShape(schema, body) ? body : undefined
  } catch {
    // Not JSON, which callers take for an answer of another shape.
    return undefined
  }
}

/** A failure that the service has told by this answer; `detail` says what to do, without it the status speaks. */
export function refusal(service: string, response: HttpResponse, detail?: string): UpstreamError {
  const { status } = response
  return new UpstreamError({
    service,
    kind: status < 400 ? 'unreadable' : failureOf(status),
    status,
    ...(detail === undefined ? {} : { detail }),
  })
}
