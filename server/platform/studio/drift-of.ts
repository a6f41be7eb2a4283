import { keysOf } from '../../shared/json-pointer.ts'
import { storableText } from '../../storage/storable-text.ts'
import type { Difference } from '../openapi/index.ts'
import { redactBody, redactText } from '../outbound/index.ts'

export interface Drift {
  readonly pointer: string
  readonly kind: string
  readonly sample: string
}

const MAX_POINTER = 500
const MAX_SAMPLE = 200
// Names that are ids, numbers or days make every answer look like a new difference.
const ID_LIKE = /^(?:[0-9a-f]{24}|[0-9a-f]{8}-[0-9a-f-]{27}|\d+|\d{4}-\d{2}-\d{2}.*)$/i

/** The differences of one call as they are kept: each place and kind once, ids generalised, the sample short and without secrets. */
export function driftOf(differences: readonly Difference[], body: unknown): readonly Drift[] {
  const found = new Map<string, Drift>()
  for (const difference of differences) {
    const pointer = keptPointer(difference.pointer)
    const key = `${pointer} ${difference.kind}`
    if (!found.has(key))
      found.set(key, { pointer, kind: difference.kind, sample: sampleOf(difference, body) })
  }
  return [...found.values()].sort((a, b) => compare(a.pointer, b.pointer) || compare(a.kind, b.kind))
}

/** A difference fit for the history. */
export function shownDifference({ pointer, kind, message }: Difference): Difference {
  const shown = hiddenIfSecret(lastKey(pointer), message)
  return { pointer: redactText(pointer).slice(0, MAX_POINTER), kind, message: shown }
}

function keptPointer(pointer: string): string {
  const general = pointer
    .split('/')
    .map((key) => (ID_LIKE.test(key) ? '*' : key))
    .join('/')
  return storableText(redactText(general), MAX_POINTER)
}

function sampleOf(difference: Difference, body: unknown): string {
  const name = lastKey(difference.pointer)
  const message = hiddenIfSecret(name, difference.message)
  if (difference.kind !== 'unexpected') return storableText(message, MAX_SAMPLE)
  const value: unknown = redactBody({ [name]: valueAt(body, keysOf(difference.pointer)) })
  return storableText(JSON.stringify(value), MAX_SAMPLE)
}

/** A message may quote the value, so it is judged by the value's name. */
function hiddenIfSecret(name: string, message: string): string {
  const judged: unknown = redactBody({ [name]: message })
  const [shown]: unknown[] = typeof judged === 'object' && judged !== null ? Object.values(judged) : []
  return typeof shown === 'string' ? shown : ''
}

function lastKey(pointer: string): string {
  return keysOf(pointer).findLast((key) => key !== '*') ?? ''
}

/** `*` is the first item that has the rest. */
function valueAt(value: unknown, keys: readonly string[]): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (Array.isArray(value))
    return value.slice(0, 50).reduce<unknown>((found, item) => found ?? valueAt(item, rest), undefined)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return valueAt(Object.getOwnPropertyDescriptor(value, key)?.value, rest)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
