import type { CallValues } from '../openapi/index.ts'
import { redactBody, redactHeaders, redactText, redactUrl, type HttpRequest } from '../outbound/index.ts'

/** The request as people see it: without credentials, which are added only when it is sent. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The values of the call, fit to be kept and to be called again. */
interface ShownInput {
  readonly path: unknown
  readonly query: unknown
  readonly headers: unknown
  readonly body: unknown
  readonly contentType: string | null
}

const HIDDEN = '[redacted]'
const FILE_MARKS: ReadonlySet<string> = new Set(['$file', '$binary'])

export function shownRequest(call: {
  readonly request: HttpRequest
  readonly values: CallValues
}): ShownRequest {
  const { method, url, headers } = call.request
  return {
    method,
    url: redactUrl(url),
    headers: redactHeaders(headers),
    body: shownBody(call.values.body) ?? null,
  }
}

export function shownInput({ path, query, headers, body, contentType }: CallValues): ShownInput {
  return {
    path: redactBody(path),
    query: shownQuery(query),
    headers: redactBody(headers),
    body: shownBody(body) ?? null,
    contentType: contentType ?? null,
  }
}

/** A body without secrets and without the bytes of files. */
export function shownBody(body: unknown): unknown {
  return redactBody(withoutBytes(body))
}

export function shownMessage(message: string): string {
  return redactText(message)
}

/** In a query more names are secret than in a body, and the URL's redaction knows which. */
function shownQuery(query: CallValues['query']): unknown {
  const hidden = Object.entries(query).map(([name, value]) => {
    const isSecret = redactUrl(`/?${encodeURIComponent(name)}=x`).endsWith(HIDDEN)
    return [name, isSecret ? HIDDEN : value] as const
  })
  return redactBody(Object.fromEntries(hidden))
}

/** Files keep their name and size. They stand at the top of a body or in its fields, as binary answers do. */
function withoutBytes(body: unknown): unknown {
  if (Array.isArray(body)) return body
  if (typeof body !== 'object' || body === null) return body
  const own = withoutFileBytes(body)
  if (own !== body) return own
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) ? value.map(withoutFileBytes) : withoutFileBytes(value),
    ]),
  )
}

function withoutFileBytes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const [entry, ...others]: [string, unknown][] = Object.entries(value)
  if (entry === undefined || others.length > 0 || !FILE_MARKS.has(entry[0])) return value
  return { [entry[0]]: withoutBase64(entry[1]) }
}

function withoutBase64(file: unknown): unknown {
  if (typeof file !== 'object' || file === null || !('base64' in file)) return file
  return { ...file, base64: '', bytes: Buffer.byteLength(String(file.base64), 'base64') }
}
