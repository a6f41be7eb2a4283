import fc from 'fast-check'
import { branchesOf, expand, typesOf } from '../../../ui/src/form/schema.ts'
import type { Schema } from '../../../ui/src/api/types.ts'

type Values = fc.Arbitrary<unknown>

const WHOLE = Number.MAX_SAFE_INTEGER
const ANYTHING: Values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 1 },
    fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.maxSafeInteger(),
      fc.double({ min: -WHOLE, max: WHOLE, noNaN: true }).map(positiveZero),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value

const LETTERS = fc.constantFrom('a', 'Z', '0', '9', ' ', 'é', 'я', '\n', '"', '/', '~', '{')

// Deeper than this only what is required is there.
const MAX_DEPTH = 3
const FORMATS: Readonly<Record<string, Values>> = {
  'date-time': fc.constantFrom(
    '2026-01-31T09:00:00Z',
    '2024-02-29T23:59:59.123+02:00',
    '2026-05-01T08:00:00',
  ),
  date: fc.constantFrom('2026-01-31', '2024-02-29'),
  email: fc.constantFrom('someone@example.com', 'a.b+c@d.example'),
  uri: fc.constantFrom('https://example.com/page?x=1', 'ftp://host'),
  uuid: fc.uuid(),
}

/** Values that fit a schema, most of them: what a pattern or a combination asks for is left to the check. */
export function valuesOf(root: Schema, given: unknown, depth = 0): Values {
  if (typeof given === 'boolean') return ANYTHING
  const schema = expand(root, given)
  if ('const' in schema) return fc.constant(schema['const'])
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as readonly unknown[]))
  const branches = branchesOf(schema)
  if (branches.length > 0) {
    const { oneOf: _, anyOf: __, ...base } = schema
    return fc.oneof(...branches.map((branch) => valuesOf(root, { allOf: [base, branch] }, depth)))
  }
  return valuesOfType(root, schema, depth)
}

function valuesOfType(root: Schema, schema: Schema, depth: number): Values {
  const [type = 'properties' in schema ? 'object' : undefined] = typesOf(schema)
  switch (type) {
    case 'string':
      return texts(schema)
    case 'integer':
    case 'number':
      return numbers(schema, type)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return lists(root, schema, depth)
    case 'object':
      return objects(root, schema, depth)
    default:
      return ANYTHING
  }
}

/** Ids that are digits: hardly a text is one by chance. */
const PATTERNS: Readonly<Record<string, Values>> = { '^\\d+$': fc.nat().map(String) }

function texts(schema: Schema): Values {
  const own = FORMATS[String(schema['format'])] ?? PATTERNS[String(schema['pattern'])]
  if (own) return own
  const minLength = Number(schema['minLength'] ?? 0)
  const maxLength = Math.min(Number(schema['maxLength'] ?? Infinity), minLength + 12)
  return fc.string({ minLength, maxLength, unit: LETTERS })
}

function numbers(schema: Schema, type: 'integer' | 'number'): Values {
  const limit = schema['format'] === 'int32' ? 2 ** 31 - 1 : WHOLE
  const bound = (keyword: string, fallback: number, step = 0): number =>
    typeof schema[keyword] === 'number' ? schema[keyword] + step : fallback
  const min = Math.ceil(Math.max(bound('minimum', -limit), bound('exclusiveMinimum', -limit, 1)))
  const max = Math.floor(Math.min(bound('maximum', limit), bound('exclusiveMaximum', limit, -1)))
  const multiple = bound('multipleOf', 1)
  const whole = fc.integer({ min, max }).map((value) => positiveZero(value - (value % multiple)))
  const isWhole = type === 'integer' || String(schema['format']).startsWith('int') || 'multipleOf' in schema
  return isWhole ? whole : fc.oneof(whole, fc.double({ min, max, noNaN: true }).map(positiveZero))
}

function lists(root: Schema, schema: Schema, depth: number): Values {
  const minLength = Number(schema['minItems'] ?? 0)
  const most = depth >= MAX_DEPTH ? minLength : minLength + 3
  const maxLength = Math.min(Number(schema['maxItems'] ?? Infinity), most)
  const items = valuesOf(root, schema['items'] ?? true, depth + 1)
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(items, { minLength, maxLength, selector: (item) => JSON.stringify(item) })
    : fc.array(items, { minLength, maxLength })
}

function objects(root: Schema, schema: Schema, depth: number): Values {
  const required = new Set([schema['required'] ?? []].flat())
  const properties = Object.entries((schema['properties'] ?? {}) as Schema).filter(
    ([name, property]) => required.has(name) || (depth < MAX_DEPTH && property !== false),
  )
  const named = fc.record(
    Object.fromEntries(properties.map(([name, property]) => [name, valuesOf(root, property, depth + 1)])),
    {
      requiredKeys: properties.map(([name]) => name).filter((name) => required.has(name)),
      noNullPrototype: true,
    },
  )
  const extra = schema['additionalProperties'] ?? properties.length === 0
  if (extra === false || depth >= MAX_DEPTH) return named
  const keys = fc.string({ minLength: 1, maxLength: 5, unit: LETTERS })
  const more = fc.dictionary(keys, valuesOf(root, extra, depth + 1), { maxKeys: 2, noNullPrototype: true })
  return fc.tuple(named, more).map(([own, others]) => ({ ...others, ...own }))
}

/** JSON has one zero. */
function positiveZero(value: number): number {
  return value === 0 ? 0 : value
}
