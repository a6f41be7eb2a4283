import { resolveSchema } from '../../../../server/platform/openapi/document.ts'
import {
  isArray,
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  textsOf,
} from '../../../../server/platform/openapi/json.ts'

const TEXTS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T09:00:00Z',
  email: 'a@example.com',
  uri: 'https://example.com/',
  uuid: '3f0c8f0e-5a3b-4c58-9a52-0d6c1f9d2b11',
}

/** A value that fits a schema (the kinds that Clockify's document uses): required properties only. */
export function sampleValue(schemas: JsonObject, schema: unknown): unknown {
  const resolved = resolveSchema(schemas, schema)
  if (isArray(resolved['enum'])) return resolved['enum'][0]
  if (resolved['format'] === 'binary') {
    return { $file: { name: 'a.png', contentType: 'image/png', base64: 'AAEC' } }
  }
  const [choice] = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listOf(resolved[keyword]))
  if (choice !== undefined) return sampleValue(schemas, choice)
  const type = isArray(resolved['type']) ? resolved['type'][0] : resolved['type']
  if (type === 'array') return [sampleValue(schemas, resolved['items'])]
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return Number(resolved['minimum'] ?? 1)
  if (type === 'object' || isObject(resolved['properties'])) return sampleObject(schemas, resolved)
  return sampleText(resolved)
}

function sampleObject(schemas: JsonObject, schema: JsonObject): JsonObject {
  const properties = objectOf(schema['properties'])
  return Object.fromEntries(
    textsOf(schema['required']).map((name) => [name, sampleValue(schemas, properties[name])]),
  )
}

function sampleText(schema: JsonObject): string {
  const text =
    TEXTS[String(schema['format'])] ?? (String(schema['pattern'] ?? '').startsWith('^#') ? '#a1b2c3' : 'abc')
  return text.padEnd(Number(schema['minLength'] ?? 0), 'x')
}
