import { format as registry, Validator } from '@cfworker/json-schema'
import type { Schema } from '../api/types.ts'
import { FORMATS } from './formats.ts'
import { isArray, isObject, listOf } from './json.ts'
import { typesOf } from './schema.ts'

// The validator's formats are one table for the whole page; ours stand beside those that it brings.
const PREFIX = 'switchyard-'
const PATTERN = 'switchyard-pattern:'
const INT32: readonly [number, number] = [-(2 ** 31), 2 ** 31 - 1]
const SCHEMA_KEYWORDS = new Set(
  [
    'not items additionalProperties additionalItems contains propertyNames',
    'unevaluatedItems unevaluatedProperties if then else',
  ].flatMap((line) => line.split(' ')),
)
const LIST_KEYWORDS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const MAP_KEYWORDS = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas'])

for (const [name, { check }] of Object.entries(FORMATS)) registry[PREFIX + name] = check

export interface PreparedSchema {
  readonly root: Schema
  readonly validator: Validator
}

const known = new WeakMap<object, PreparedSchema>()

/** The schema as the server reads it: its formats and its way with patterns, instead of the validator's own. */
export function prepareSchema(schema: Schema): PreparedSchema {
  const prepared = known.get(schema) ?? make(schema)
  known.set(schema, prepared)
  return prepared
}

function make(schema: Schema): PreparedSchema {
  const root = rewritten(schema) as Schema
  return { root, validator: new Validator(root, '2020-12', false) }
}

function rewritten(schema: unknown): unknown {
  if (!isObject(schema)) return schema
  const { format, pattern, ...rest } = schema
  const parts = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, part(key, value)]))
  const checks = [...formatCheck(format), ...patternCheck(pattern)]
  const bounded = format === 'int32' || format === 'int64' ? bounds(rest, format) : {}
  return {
    ...parts,
    ...bounded,
    ...(checks.length === 0 ? {} : { allOf: [...listOf(parts['allOf']), ...checks] }),
  }
}

function part(key: string, value: unknown): unknown {
  if (key === '$ref' && typeof value === 'string') return encodedRef(value)
  if (LIST_KEYWORDS.has(key)) return listOf(value).map(rewritten)
  if (SCHEMA_KEYWORDS.has(key)) return rewritten(value)
  if (!MAP_KEYWORDS.has(key) || !isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, rewritten(schema)]))
}

/** As the validator writes its own pointers: `#/$defs/…`, not `#/%24defs/…`. */
function encodedRef(ref: string): string {
  return `#${encodeURI(decodeURIComponent(ref.slice(1))).replaceAll('#', '%23')}`
}

function formatCheck(format: unknown): readonly Schema[] {
  return typeof format === 'string' && format in FORMATS ? [{ format: PREFIX + format }] : []
}

function patternCheck(pattern: unknown): readonly Schema[] {
  if (typeof pattern !== 'string') return []
  const name = PATTERN + pattern
  if (!(name in registry)) {
    const expression = compiled(pattern)
    registry[name] = (text) => expression?.test(text) ?? true
  }
  return [{ format: name }]
}

/** Patterns of real documents are not valid under the u flag, and some not at all: those check nothing. */
function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern)
  } catch {
    return undefined
  }
}

function bounds(schema: Schema, format: 'int32' | 'int64'): Schema {
  const types = typesOf(schema).map((type) => (type === 'number' ? 'integer' : type))
  if (!types.includes('integer')) return {}
  const type = types.length === 1 ? types[0] : types
  if (format === 'int64') return { type }
  const { minimum, maximum } = schema
  return {
    type,
    minimum: Math.max(Number(minimum ?? INT32[0]), INT32[0]),
    maximum: Math.min(Number(maximum ?? INT32[1]), INT32[1]),
  }
}

/** What a format of a prepared schema was in the document. */
export function checkedFormat(format: string): { readonly pattern?: string; readonly name?: string } {
  return format.startsWith(PATTERN)
    ? { pattern: format.slice(PATTERN.length) }
    : { name: format.slice(PREFIX.length) }
}

/** The value of a keyword; the validator tells where it stands, references included. */
export function keywordValue(root: Schema, location: string): unknown {
  let here: unknown = root
  for (const token of location.split('/').slice(1)) {
    const key = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')
    here = key === '$ref' && isObject(here) ? target(root, here['$ref']) : child(here, key)
  }
  return here
}

function target(root: Schema, ref: unknown): unknown {
  return typeof ref === 'string' ? keywordValue(root, ref) : undefined
}

function child(holder: unknown, key: string): unknown {
  if (isArray(holder)) return holder[Number(key)]
  return isObject(holder) ? holder[key] : undefined
}
