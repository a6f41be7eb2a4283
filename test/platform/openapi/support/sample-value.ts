import { resolveSchema } from '../../../../server/platform/openapi/document.ts'
import { listOf, textsOf } from '../../../../server/platform/openapi/json.ts'
import { isArray, isObject, type JsonObject, objectOf } from '../../../../server/shared/json.ts'

const TEXTS: Readonly<Record<string, string>> = {
  '^#(?:[0-9a-fA-F]{6}){1}$': '#a1b2c3',
  '^\\d{4}-\\d{2}-\\d{2}$': '2026-01-31',
  '(?:response-)?[0-9]+': '17',
  '^\\d+$': '17',
  '^\\S+$': 'word',
  date: '2026-01-31',
  'date-time': '2026-01-31T09:00:00Z',
  email: 'a@example.com',
  uri: 'https://example.com/',
  uuid: '3f0c8f0e-5a3b-4c58-9a52-0d6c1f9d2b11',
}

/** A value that fits a schema (the kinds that the shipped documents use): required properties only. */
export function sampleValue(schemas: JsonObject, schema: unknown): unknown {
  const resolved = resolveSchema(schemas, schema)
  const [choice] = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listOf(resolved[keyword]))
  if (choice !== undefined) return sampleValue(schemas, choice)
  if (isArray(resolved['enum'])) return resolved['enum'][0]
  const type = isObject(resolved['properties']) ? 'object' : [resolved['type']].flat()[0]
  return SAMPLES[String(type)]?.(schemas, resolved) ?? sampleText(resolved)
}

const sampleNumber = (_: JsonObject, schema: JsonObject): number => Number(schema['minimum'] ?? 1)
const SAMPLES: Readonly<Record<string, (schemas: JsonObject, schema: JsonObject) => unknown>> = {
  array: (schemas, schema) => [sampleValue(schemas, schema['items'])],
  boolean: () => true,
  integer: sampleNumber,
  number: sampleNumber,
  object: sampleObject,
}

function sampleObject(schemas: JsonObject, schema: JsonObject): JsonObject {
  const properties = objectOf(schema['properties'])
  return Object.fromEntries(
    textsOf(schema['required']).map((name) => [name, sampleValue(schemas, properties[name])]),
  )
}

function sampleText(schema: JsonObject): unknown {
  if (schema['format'] === 'binary') {
    return { $file: { name: 'a.png', contentType: 'image/png', base64: 'AAEC' } }
  }
  const text = TEXTS[String(schema['format'] ?? schema['pattern'])] ?? 'abc'
  return text.padEnd(Number(schema['minLength'] ?? 0), 'x')
}
