import { isArray, isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import { listOf, objectFrom } from './json.ts'
import { leadsIntoExample } from './pointer.ts'

/** A request need not carry what only answers have (readOnly); an answer need not carry what only requests have (writeOnly). */
export type Direction = 'request' | 'response'

interface RewriteOptions {
  readonly version: '3.0' | '3.1'
  readonly direction: Direction
}

const SCHEMA_KEYWORDS = new Set(
  [
    'not items additionalProperties additionalItems contains propertyNames unevaluatedItems',
    'unevaluatedProperties if then else contentSchema',
  ].flatMap((line) => line.split(' ')),
)
const LIST_KEYWORDS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const MAP_KEYWORDS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
/** Identifiers would move the base of the references; the rest is no business of a validator, or OpenAPI's own. */
const DROPPED = new Set(
  [
    '$id id $schema $anchor $dynamicAnchor $dynamicRef $recursiveRef $recursiveAnchor nullable',
    'discriminator xml externalDocs example examples $comment $vocabulary',
  ].flatMap((line) => line.split(' ')),
)
const isNumber = (value: unknown): boolean => typeof value === 'number'
const isFilled = (value: unknown): boolean => isArray(value) && value.length > 0
/** A keyword with a value of the wrong kind says nothing; a validator would refuse the whole schema for it. */
const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  $ref: (value) => typeof value === 'string' && !leadsIntoExample(value),
  format: (value) => typeof value === 'string',
  pattern: (value) => typeof value === 'string',
  uniqueItems: (value) => typeof value === 'boolean',
  multipleOf: (value) => typeof value === 'number' && value > 0,
  items: (value) => isObject(value) || typeof value === 'boolean',
  enum: isFilled,
  allOf: isFilled,
  anyOf: isFilled,
  oneOf: isFilled,
  minLength: isNumber,
  maxLength: isNumber,
  minItems: isNumber,
  maxItems: isNumber,
  minProperties: isNumber,
  maxProperties: isNumber,
}
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

/** An OpenAPI schema as JSON Schema 2020-12, with every part at the same pointer so that references still fit. */
export function toJsonSchema(schema: unknown, options: RewriteOptions): unknown {
  if (!isObject(schema)) return typeof schema === 'boolean' ? schema : {}
  const rewritten = rewriteKeywords(schema, options)
  const typed = withTypes(withBounds(rewritten), schema)
  return withNull(withRequired(typed, options), schema)
}

function rewriteKeywords(schema: JsonObject, options: RewriteOptions): JsonObject {
  // 3.0 says that neighbours of a reference count for nothing.
  const source =
    options.version === '3.0' && typeof schema['$ref'] === 'string' ? { $ref: schema['$ref'] } : schema
  return objectFrom(
    Object.entries(source)
      .filter(([key, value]) => !DROPPED.has(key) && !key.startsWith('x-') && KINDS[key]?.(value) !== false)
      .map(([key, value]) => [key, rewriteKeyword({ key, value }, options)]),
  )
}

function rewriteKeyword({ key, value }: { key: string; value: unknown }, options: RewriteOptions): unknown {
  if (LIST_KEYWORDS.has(key) && isArray(value)) return value.map((item) => toJsonSchema(item, options))
  if (MAP_KEYWORDS.has(key)) {
    return objectFrom(
      Object.entries(objectOf(value)).map(([name, part]) => [name, toJsonSchema(part, options)]),
    )
  }
  return SCHEMA_KEYWORDS.has(key) && isObject(value) ? toJsonSchema(value, options) : value
}

/** 3.0 has exclusive bounds as booleans; some documents that claim to be 3.0 have numbers, which may stay. */
function withBounds(schema: JsonObject): JsonObject {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema
  return {
    ...rest,
    ...bound({ exclusive: exclusiveMinimum, inclusive: minimum }, ['exclusiveMinimum', 'minimum']),
    ...bound({ exclusive: exclusiveMaximum, inclusive: maximum }, ['exclusiveMaximum', 'maximum']),
  }
}

function bound(
  value: { exclusive: unknown; inclusive: unknown },
  [exclusiveName, inclusiveName]: readonly [string, string],
): JsonObject {
  const inclusive = typeof value.inclusive === 'number' ? { [inclusiveName]: value.inclusive } : {}
  if (typeof value.exclusive === 'number') return { ...inclusive, [exclusiveName]: value.exclusive }
  if (value.exclusive === true && typeof value.inclusive === 'number') {
    return { [exclusiveName]: value.inclusive }
  }
  return inclusive
}

/** Unknown type names say nothing; a nullable type gains `null`, and so does its list of values. */
function withTypes(schema: JsonObject, source: JsonObject): JsonObject {
  const { type, ...rest } = schema
  const known = (isArray(type) ? type : [type]).filter((name) => typeof name === 'string' && TYPES.has(name))
  if (known.length === 0) return rest
  if (source['nullable'] !== true) {
    return { ...rest, type: known.length === 1 ? known[0] : known }
  }
  const values = listOf(schema['enum'])
  const withNullValue =
    schema['enum'] === undefined || values.includes(null) ? {} : { enum: [...values, null] }
  return { ...rest, ...withNullValue, type: [...new Set([...known, 'null'])] }
}

function withRequired(schema: JsonObject, options: RewriteOptions): JsonObject {
  const { required, ...rest } = schema
  if (!isArray(required)) return rest
  const marker = options.direction === 'request' ? 'readOnly' : 'writeOnly'
  const properties = objectOf(schema['properties'])
  const names = required.filter(
    (name) => typeof name === 'string' && objectOf(properties[name])[marker] !== true,
  )
  return names.length === 0 ? rest : { ...rest, required: [...new Set(names)] }
}

/** Nullable without a type of its own: the reference, the combination or the list of values may also be null. */
function withNull(schema: JsonObject, source: JsonObject): JsonObject {
  if (source['nullable'] !== true || schema['type'] !== undefined || Object.keys(schema).length === 0)
    return schema
  if (source['type'] !== undefined) return schema
  return { anyOf: [schema, { type: 'null' }] }
}
