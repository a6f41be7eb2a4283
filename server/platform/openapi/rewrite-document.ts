import { isArray, isObject, type JsonObject } from '../../shared/json.ts'
import type { ApiDocument } from './document.ts'
import { objectFrom } from './json.ts'
import { type Direction, toJsonSchema } from './to-json-schema.ts'

const EXAMPLES = new Set(['example', 'examples'])

/** The whole document with each schema rewritten in place, so that references into any part of it keep their pointers. */
export function rewriteDocument(document: ApiDocument, direction: Direction): JsonObject {
  const options = { version: document.version, direction }

  function rewrite(value: unknown, key: string): unknown {
    if (isArray(value)) return value.map((item) => rewrite(item, ''))
    if (!isObject(value)) return value
    if (key === 'schemas') {
      return objectFrom(Object.entries(value).map(([name, schema]) => [name, toJsonSchema(schema, options)]))
    }
    return objectFrom(
      Object.entries(value)
        .filter(([name]) => !EXAMPLES.has(name) && !name.startsWith('x-'))
        .map(([name, part]) => [name, name === 'schema' ? toJsonSchema(part, options) : rewrite(part, name)]),
    )
  }

  return objectFrom(
    ['paths', 'components', 'webhooks']
      .filter((part) => isObject(document.root[part]))
      .map((part) => [part, rewrite(document.root[part], part)]),
  )
}
