import { resolveSchema } from './document.ts'
import { isArray, isObject, type JsonObject, listOf, textOf } from './json.ts'
import type { Parameter } from './operation.ts'

const MAX_NESTING = 8
const DELIMITERS: Readonly<Partial<Record<Parameter['style'], string>>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
}

/** Parameters travel as text, so `"5"` is a fine number and `5` a fine text; a list may come as one text or one value. */
export function coerceValue(
  schemas: JsonObject,
  target: { schema: unknown; style: Parameter['style'] },
  value: unknown,
): unknown {
  const schema = resolveSchema(schemas, target.schema)
  const types = typesOf(schemas, schema)
  if (typeof value === 'string')
    return coerceText(value, types) ?? coerceStructure(schemas, { ...target, types }, value)
  if (isArray(value)) {
    return types.has('array') ? value.map((item) => coerceItem(schemas, schema, item)) : value
  }
  if (typeof value === 'number' || typeof value === 'boolean')
    return coerceScalar(schemas, { schema, types }, value)
  return value
}

function coerceText(text: string, types: ReadonlySet<string>): unknown {
  if (types.size === 0 || types.has('string')) return text
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return undefined
}

function coerceStructure(
  schemas: JsonObject,
  target: { schema: unknown; style: Parameter['style']; types: ReadonlySet<string> },
  text: string,
): unknown {
  if (target.types.has('array')) {
    const schema = resolveSchema(schemas, target.schema)
    const items = text === '' ? [] : text.split(DELIMITERS[target.style] ?? ',')
    return items.map((item) => coerceItem(schemas, schema, item))
  }
  if (target.types.has('object') && text.startsWith('{')) return parsed(text)
  return text
}

function coerceScalar(
  schemas: JsonObject,
  target: { schema: JsonObject; types: ReadonlySet<string> },
  value: number | boolean,
): unknown {
  const { schema, types } = target
  const isOwnType =
    typeof value === 'boolean' ? types.has('boolean') : types.has('number') || types.has('integer')
  if (isOwnType || types.size === 0) return value
  if (types.has('string')) return String(value)
  return types.has('array') ? [coerceItem(schemas, schema, value)] : value
}

function coerceItem(schemas: JsonObject, schema: JsonObject, item: unknown): unknown {
  return isArray(item) ? item : coerceValue(schemas, { schema: schema['items'], style: 'simple' }, item)
}

/** Every type that a value may have by this schema; empty when it does not say. */
export function typesOf(schemas: JsonObject, schema: unknown, nesting = 0): ReadonlySet<string> {
  const resolved = resolveSchema(schemas, schema)
  const own = isArray(resolved['type']) ? resolved['type'] : [resolved['type']]
  const declared = own.flatMap((type) => textOf(type) ?? [])
  if (declared.length > 0 || nesting > MAX_NESTING) return new Set(declared)
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => listOf(resolved[keyword]))
  const values = listOf(resolved['enum']).map((value) => typeof value)
  return new Set([...values, ...parts.flatMap((part) => [...typesOf(schemas, part, nesting + 1)])])
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : text
  } catch {
    return text
  }
}
