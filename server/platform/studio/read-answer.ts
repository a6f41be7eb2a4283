import { losesDigits } from '../../shared/loses-digits.ts'
import { nestsDeeperThan, MAX_JSON_DEPTH } from '../../shared/read-json.ts'
import type { Difference } from '../openapi/index.ts'
import type { HttpResponse } from '../outbound/index.ts'

/** Bytes that are no text, as they travel in JSON. */
interface BinaryBody {
  readonly $binary: { readonly contentType: string; readonly base64: string; readonly bytes: number }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly contentType: string | undefined
  /** Parsed JSON, text, a BinaryBody, or null when there was none. */
  readonly body: unknown
  /** The JSON as it was sent, where parsing lost digits of a number. */
  readonly bodyText: string | undefined
  readonly bytes: number
  readonly unreadable: Difference | undefined
}

/** What the other side sent, whatever it is: an answer that breaks its promise is shown, not refused. */
export function readAnswer(response: Pick<HttpResponse, 'status' | 'headers' | 'body'>): Answer {
  const contentType = response.headers['content-type']
  const base = {
    status: response.status,
    headers: response.headers,
    contentType,
    bytes: response.body.length,
    bodyText: undefined,
    unreadable: undefined,
  }
  if (response.body.length === 0) return { ...base, body: null }
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (isJson(type)) return { ...base, ...readJsonBody(response.body) }
  const text = isText(type) ? decode(response.body, contentType ?? '') : textOfUnknown(type, response.body)
  return { ...base, body: text ?? binaryOf(response.body, type) }
}

function isJson(type: string): boolean {
  return /^(application|text)\/([\w.-]+\+)?json$/.test(type)
}

function isText(type: string): boolean {
  return (
    type.startsWith('text/') || /^application\/([\w.-]+\+)?(xml|javascript|x-www-form-urlencoded)$/.test(type)
  )
}

function readJsonBody(bytes: Buffer): Pick<Answer, 'body' | 'bodyText' | 'unreadable'> {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (nestsDeeperThan(text, MAX_JSON_DEPTH))
    return {
      body: text,
      bodyText: undefined,
      unreadable: notJson(`is nested deeper than ${MAX_JSON_DEPTH} levels`),
    }
  try {
    const body: unknown = JSON.parse(text)
    return { body, bodyText: losesDigits(text) ? text : undefined, unreadable: undefined }
  } catch {
    // The text itself is shown; the parser's message would only quote it.
    return {
      body: text,
      bodyText: undefined,
      unreadable: notJson('is called JSON but cannot be read as JSON'),
    }
  }
}

function notJson(message: string): Difference {
  return { pointer: '', kind: 'content-type', message }
}

function decode(bytes: Buffer, contentType: string): string {
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // A charset that nobody knows: most of it is still readable as UTF-8.
    return bytes.toString('utf8')
  }
}

/** Without a content type, what reads as text is text. */
function textOfUnknown(type: string, bytes: Buffer): string | undefined {
  if (type !== '' || bytes.includes(0)) return undefined
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? text : undefined
}

function binaryOf(bytes: Buffer, type: string): BinaryBody {
  const contentType = type === '' ? 'application/octet-stream' : type
  return { $binary: { contentType, base64: bytes.toString('base64'), bytes: bytes.length } }
}
