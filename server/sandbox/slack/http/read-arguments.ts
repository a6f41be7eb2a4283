import { isUpload } from '../../shared/http/bodies.ts'
import type { Asked } from '../../shared/http/server.ts'
import type { SlackFault } from './faults.ts'
import type { Sender } from './request-log.ts'
import { invalidArguments, SlackError } from './slack-error.ts'

export type Args = Readonly<Record<string, unknown>>

export type SlackAsked = Asked<SlackFault, Sender>

const FORMS = new Set(['application/x-www-form-urlencoded', 'multipart/form-data'])

/** What the body says, as its content type has it read. */
export function argumentsIn({ headers, body }: SlackAsked, takesJson: boolean): Args {
  const type = contentType(headers)
  if (type === 'application/json') return takesJson ? objectBody(body) : {}
  if (FORMS.has(type)) return isUpload(body) ? body.fields : (body as Args)
  if (type === 'text/plain' || Number(headers['content-length'] ?? 0) === 0) return {}
  throw new SlackError(type === '' ? 'missing_post_type' : 'invalid_post_type')
}

export function contentType(headers: SlackAsked['headers']): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

/** A token may be a field of a form; not of a query, and not of JSON. */
export function tokenIn({ headers, body }: SlackAsked): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined || headers.authorization !== undefined) return bearer ?? ''
  if (!FORMS.has(contentType(headers))) return undefined
  const { token } = isUpload(body) ? body.fields : (body as Args)
  return typeof token === 'string' ? token : undefined
}

function objectBody(body: unknown): Args {
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new SlackError('json_not_object')
  return body as Args
}

/** Undefined where it is missing or empty; numbers are taken as text. */
export function textIn(args: Args, name: string): string | undefined {
  const value = args[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw invalidArguments([`must be a string [json-pointer:/${name}]`])
}

export function requiredIn(args: Args, names: readonly string[]): Readonly<Record<string, string>> {
  const missing = names.filter((name) => textIn(args, name) === undefined)
  if (missing.length > 0) throw invalidArguments(missing.map((name) => `missing required field: ${name}`))
  return Object.fromEntries(names.map((name) => [name, textIn(args, name) ?? '']))
}

/** In a query everything is text. */
export function flagIn(args: Args, name: string): boolean {
  const value = args[name]
  return value === true || value === 'true' || value === '1' || value === 1
}

export function limitIn(
  args: Args,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  const text = textIn(args, 'limit')
  if (text === undefined) return usual
  if (!/^\d+$/.test(text) || Number(text) > most) throw new SlackError('invalid_limit')
  return Number(text) === 0 ? usual : Number(text)
}

/** JSON as it is in a JSON body, as text in a form; undefined where there is none, and what is no JSON stays text. */
export function jsonIn(args: Args, name: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value ?? undefined
  if (value === '') return undefined
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
