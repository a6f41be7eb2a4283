import { redactText, REDACTED } from './redact-text.ts'
import { isSecretName, isSecretParameter } from './secret-names.ts'

const MAX_DEPTH = 32
const MAX_VALUES = 5_000
const MAX_TEXT = 8_192
// Longer text is not even searched: redaction must stay cheap.
const MAX_SEARCHED_TEXT = 1_048_576

export function redactHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return []
    const text = typeof value === 'string' ? value : value.join(', ')
    return [[name.toLowerCase(), isSecretName(name) ? REDACTED : cutText(redactText(text))] as const]
  })
  return Object.fromEntries(kept)
}

/** Keeps host, path and the names of the parameters; secret values, credentials and the fragment go. */
export function redactUrl(text: string): string {
  const base = 'http://relative.invalid'
  if (!URL.canParse(text, base)) return cutText(redactText(text))
  const url = new URL(text, base)
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${redactParameter(name, value)}`,
  )
  const credentials = url.username === '' && url.password === '' ? '' : `${REDACTED}@`
  const origin = url.origin === base ? '' : `${url.protocol}//${credentials}${url.host}`
  return cutText(origin + redactText(url.pathname) + (query.length === 0 ? '' : `?${query.join('&')}`))
}

function redactParameter(name: string, value: string): string {
  if (isSecretParameter(name)) return REDACTED
  const redacted = redactText(value)
  return redacted === value ? encodeURIComponent(value) : REDACTED
}

/** A copy fit for the call history: JSON (parsed or as text), form text or plain text; binary becomes its size. */
export function redactBody(body: unknown): unknown {
  return redactValue(body, { depth: 0, budget: { values: MAX_VALUES } })
}

interface Place {
  readonly depth: number
  readonly budget: { values: number }
}

function redactValue(value: unknown, place: Place): unknown {
  place.budget.values -= 1
  if (place.budget.values < 0) return '[omitted]'
  if (typeof value === 'string') return redactString(value, place)
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Date) return value.toISOString()
  if (place.depth >= MAX_DEPTH) return '[too deep]'
  const inner = { ...place, depth: place.depth + 1 }
  return Array.isArray(value) ? redactItems(value, inner) : redactFields(value, inner)
}

function redactItems(items: readonly unknown[], place: Place): unknown[] {
  const kept = items.slice(0, Math.max(0, place.budget.values)).map((item) => redactValue(item, place))
  return kept.length < items.length ? [...kept, `[${items.length - kept.length} more]`] : kept
}

function redactFields(fields: object, place: Place): Record<string, unknown> {
  const isSecretPair = isNamedSecret(fields)
  const kept: [string, unknown][] = []
  for (const [name, value] of Object.entries(fields)) {
    if (place.budget.values <= 0) break
    const isSecret = isSecretName(name) || (isSecretPair && name.toLowerCase() === 'value')
    kept.push([cutText(redactText(name)), isSecret ? hideValue(value) : redactValue(value, place)])
  }
  return Object.fromEntries(kept)
}

/** Lists of settings and headers say `{ "name": "apiToken", "value": "…" }`. */
function isNamedSecret(fields: object): boolean {
  const entries = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value] as const)
  if (!entries.some(([name]) => name === 'value')) return false
  return entries.some(
    ([name, value]) =>
      ['name', 'key', 'id', 'header'].includes(name) && typeof value === 'string' && isSecretName(value),
  )
}

/** Whether there is a value at all stays visible. */
function hideValue(value: unknown): unknown {
  return value === null || value === undefined || value === '' || typeof value === 'boolean'
    ? value
    : REDACTED
}

function redactString(text: string, place: Place): string {
  if (text.length > MAX_SEARCHED_TEXT) return `[${text.length} characters]`
  const parsed = parseStructure(text)
  if (parsed === undefined) return cutText(redactText(text))
  return cutText(JSON.stringify(redactValue(parsed, { ...place, depth: place.depth + 1 })))
}

function parseStructure(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    // Text that only begins like JSON is redacted as text.
    return undefined
  }
}

function cutText(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}… [${text.length} characters]`
}
