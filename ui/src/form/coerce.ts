import type { Schema } from '../api/types.ts'
import { isArray, isObject, objectOf } from './json.ts'
import { branchesOf, expand, typesOf } from './schema.ts'

const MAX_COMBINED = 64
const DELIMITERS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' }

/** Parameters travel as text, so `"5"` is a fine number and `5` a fine text; a list may come as one text. As the server reads them. */
export function coerceParameter(schema: unknown, style: string | undefined, value: unknown): unknown {
  const root = objectOf(schema)
  const types = typesIn(root, schema)
  const scalar = coerceScalar(types, value)
  if (scalar !== undefined) return scalar
  if (isJsonOf(types, value, '{')) return parsed(value)
  if (!types.has('array') || isObject(value) || value === null) return value
  const itemTypes = typesIn(root, expand(root, schema)['items'])
  if (isJsonOf(itemTypes, value, '[')) return parsed(value)
  return itemsOf(value, DELIMITERS[style ?? ''] ?? ',').map((item) => coerceScalar(itemTypes, item) ?? item)
}

function coerceScalar(types: ReadonlySet<string>, value: unknown): unknown {
  if (typeof value === 'string') return coerceText(types, value)
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined
  const isOwn =
    typeof value === 'boolean' ? types.has('boolean') : types.has('number') || types.has('integer')
  if (isOwn || types.size === 0) return value
  return types.has('string') ? String(value) : undefined
}

function coerceText(types: ReadonlySet<string>, text: string): unknown {
  if (types.size === 0 || types.has('string')) return text
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  return types.has('boolean') && (text === 'true' || text === 'false') ? text === 'true' : undefined
}

function itemsOf(value: unknown, delimiter: string): readonly unknown[] {
  if (isArray(value)) return value
  if (typeof value !== 'string') return [value]
  return value === '' ? [] : value.split(delimiter)
}

/** Every type that a value may have by this schema; empty when it does not say. */
function typesIn(root: Schema, schema: unknown): ReadonlySet<string> {
  const types = new Set<string>()
  const open: unknown[] = [schema]
  for (let count = 0; count < MAX_COMBINED && open.length > 0; count += 1) {
    const here = expand(root, open.shift())
    const declared = typesOf(here)
    const values = declared.length > 0 ? [] : [here['enum'] ?? []].flat().map((value) => typeof value)
    for (const type of [...declared, ...values]) types.add(type)
    if (declared.length === 0) open.push(...branchesOf(here))
  }
  return types
}

/** Only objects, alone or in a list, are written as JSON. */
function isJsonOf(types: ReadonlySet<string>, value: unknown, beginning: '{' | '['): value is string {
  return typeof value === 'string' && types.has('object') && value.startsWith(beginning)
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) || isArray(value) ? value : text
  } catch {
    return text
  }
}
