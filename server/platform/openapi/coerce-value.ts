import { isArray, isObject, type JsonObject } from '../../shared/json.ts'
import { resolveSchema } from './document.ts'
import { listOf, textOf } from './json.ts'
import type { Parameter } from './operation.ts'

const MAX_COMBINED = 64
const DELIMITERS: Readonly<Partial<Record<Parameter['style'], string>>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
}

/** Parameters travel as text, so `"5"` is a fine number and `5` a fine text; a list may come as one text or one value, an object or a list of objects as JSON. */
export function coerceValue(
  schemas: JsonObject,
  target: { schema: unknown; style: Parameter['style'] },
  value: unknown,
): unknown {
  const types = typesOf(schemas, target.schema)
  const scalar = coerceScalar(types, value)
  if (scalar !== undefined) return scalar
  if (isJsonOf(types, value, '{')) return parsed(value)
  if (!types.has('array') || isObject(value) || value === null) return value
  const itemTypes = typesOf(schemas, resolveSchema(schemas, target.schema)['items'])
  if (isJsonOf(itemTypes, value, '[')) return parsed(value)
  // Items are scalars on the wire; a list of lists is left for the validator to refuse.
  return itemsOf(value, target.style).map((item) => coerceScalar(itemTypes, item) ?? item)
}

/** Undefined when the value is no scalar of these types. */
function coerceScalar(types: ReadonlySet<string>, value: unknown): unknown {
  if (typeof value === 'string') return coerceText(types, value)
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined
  const isOwnType =
    typeof value === 'boolean' ? types.has('boolean') : types.has('number') || types.has('integer')
  if (isOwnType || types.size === 0) return value
  return types.has('string') ? String(value) : undefined
}

function coerceText(types: ReadonlySet<string>, text: string): unknown {
  if (types.size === 0 || types.has('string')) return text
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return undefined
}

function itemsOf(value: unknown, style: Parameter['style']): readonly unknown[] {
  if (isArray(value)) return value
  if (typeof value !== 'string') return [value]
  return value === '' ? [] : value.split(DELIMITERS[style] ?? ',')
}

// Documents do not change once they are read.
const knownTypes = new WeakMap<object, ReadonlySet<string>>()

/** Every type that a value may have by this schema; empty when it does not say. */
function typesOf(schemas: JsonObject, schema: unknown): ReadonlySet<string> {
  if (!isObject(schema)) return findTypes(schemas, schema)
  const types = knownTypes.get(schema) ?? findTypes(schemas, schema)
  knownTypes.set(schema, types)
  return types
}

function findTypes(schemas: JsonObject, schema: unknown): ReadonlySet<string> {
  const types = new Set<string>()
  const open: unknown[] = [schema]
  // Bounded, because schemas may combine themselves.
  for (let count = 0; count < MAX_COMBINED && open.length > 0; count += 1) {
    const resolved = resolveSchema(schemas, open.shift())
    const declared = [resolved['type']].flat().flatMap((type) => textOf(type) ?? [])
    const values = declared.length > 0 ? [] : listOf(resolved['enum']).map((value) => typeof value)
    for (const type of [...declared, ...values]) types.add(type)
    if (declared.length === 0) {
      open.push(...['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => listOf(resolved[keyword])))
    }
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
