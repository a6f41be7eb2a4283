import type { Difference } from '../../../api/types.ts'
import { fieldOf, isContainer, isList, isObject, tokensOf, type Key } from './json.ts'

// The server compares the first items of a list only.
const MAX_ITEMS = 200
const NO_PLACE: ReadonlySet<string> = new Set(['status', 'content-type'])

/** Where in the body a difference is; `*` stands for any item of a list, so it is the first place that fits. */
export function placeOf(body: unknown, difference: Difference): readonly Key[] | undefined {
  if (NO_PLACE.has(difference.kind) || !isContainer(body)) return undefined
  const all = tokensOf(difference.pointer)
  const missing = difference.kind === 'missing' ? all.at(-1) : undefined
  const tokens = missing === undefined ? all : all.slice(0, -1)
  const isMeant = (value: unknown): boolean => {
    if (missing !== undefined) return isObject(value) && !Object.hasOwn(value, missing)
    return difference.kind !== 'type' || difference.message.startsWith(`${kindOf(value)} `)
  }
  // Of all pages together, only their items are there.
  const inItems = tokens.slice(tokens.indexOf('*'))
  return (
    find(body, tokens, isMeant) ??
    find(body, tokens, () => missing === undefined) ??
    (isList(body) && tokens.includes('*') ? find(body, inItems, isMeant) : undefined)
  )
}

function find(
  value: unknown,
  tokens: readonly string[],
  isMeant: (value: unknown) => boolean,
): readonly Key[] | undefined {
  const [token, ...rest] = tokens
  if (token === undefined) return isMeant(value) ? [] : undefined
  if (!isContainer(value)) return undefined
  for (const key of keysFor(value, token)) {
    const below = find(fieldOf(value, key), rest, isMeant)
    if (below) return [key, ...below]
  }
  return undefined
}

function keysFor(value: object, token: string): readonly Key[] {
  if (token === '*' && isList(value))
    return Array.from({ length: Math.min(value.length, MAX_ITEMS) }, (_, at) => at)
  return Object.hasOwn(value, token) ? [token] : []
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
