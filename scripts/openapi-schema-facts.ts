import { leadsIntoExample } from '../server/platform/openapi/pointer.ts'
import { objectOf } from '../server/shared/json.ts'

const PROSE = new Set([
  'description',
  'descriptions',
  'title',
  'example',
  'examples',
  'externalDocs',
  'xml',
  '$comment',
])
const MAPS_OF_SCHEMAS = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
])
/** Widths of numbers that some documents write where an encoding of texts belongs. */
const WIDTHS = new Set(['int32', 'int64', 'float', 'double'])
const VALUES = new Set(['enum', 'default', 'const', 'required', 'discriminator'])

/** A schema without prose; a property that happens to be called `description` or `title` stays. */
export function factsOfSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(factsOfSchema)
  if (typeof schema !== 'object' || schema === null) return schema
  const facts: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (PROSE.has(key) || key.startsWith('x-') || saysNothing(key, value)) continue
    facts[key] = factsOfKeyword(key, value)
  }
  return facts
}

function factsOfKeyword(key: string, value: unknown): unknown {
  if (VALUES.has(key)) return value
  if (!MAPS_OF_SCHEMAS.has(key)) return factsOfSchema(value)
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([name, schema]) => [name, factsOfSchema(schema)]),
  )
}

function saysNothing(key: string, value: unknown): boolean {
  if (typeof value !== 'string') return false
  return key === 'contentEncoding' ? WIDTHS.has(value) : key === '$ref' && leadsIntoExample(value)
}
