import { instant } from '../views/instants.ts'
import type { ApiDocument } from './document.ts'
import { isObject, type JsonObject } from './read-input.ts'

export interface Generation {
  readonly document: ApiDocument
  readonly nowMs: number
  /** Values that the answer repeats: path parameters and fields of the request. */
  readonly known: JsonObject
  readonly newId: () => string
}

const DEPTH = 6

/** A body of the documented shape: every property present, circles cut. */
export function generateBody(generation: Generation, schema: JsonObject): unknown {
  return generate(generation, schema, { name: '', depth: 0 })
}

interface Place {
  readonly name: string
  readonly depth: number
}

function generate(generation: Generation, source: JsonObject, place: Place): unknown {
  const schema = generation.document.resolve(source)
  const choices = schema['enum']
  if (Array.isArray(choices)) return choices[0]
  if (Array.isArray(schema['oneOf'])) return firstWord(schema['oneOf'])
  if (schema['type'] === 'array') return generateArray(generation, schema, place)
  if (schema['type'] === 'object' || isObject(schema['properties']))
    return generateObject(generation, schema, place)
  const known = generation.known[place.name]
  if (typeof known === jsonType(schema['type'])) return known
  return scalar(generation, schema, place.name)
}

function generateArray(generation: Generation, schema: JsonObject, place: Place): readonly unknown[] {
  const items = schema['items']
  if (!isObject(items) || place.depth >= DEPTH) return []
  return [generate(generation, items, { name: place.name.replace(/s$/, ''), depth: place.depth + 1 })]
}

function generateObject(generation: Generation, schema: JsonObject, place: Place): unknown {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  if (place.depth >= DEPTH) return {}
  const entries = Object.entries(properties).map(([name, property]) => [
    name,
    isObject(property) ? generate(generation, property, { name, depth: place.depth + 1 }) : null,
  ])
  return Object.fromEntries(entries)
}

/** The document types some enums as an object and one of some words at once; on the wire they are the word. */
function firstWord(choices: readonly unknown[]): unknown {
  const [words] = choices.flatMap((choice) =>
    isObject(choice) && Array.isArray(choice['enum']) ? [choice['enum']] : [],
  )
  return words?.[0] ?? 'STANDARD'
}

function scalar(generation: Generation, schema: JsonObject, name: string): unknown {
  if (schema['type'] === 'boolean') return false
  if (schema['type'] === 'integer' || schema['type'] === 'number') return Number(schema['minimum'] ?? 0)
  if (schema['format'] === 'date-time') return instant(generation.nowMs)
  if (schema['format'] === 'date') return instant(generation.nowMs).slice(0, 10)
  if (schema['format'] === 'uri') return 'https://clockify.example/'
  return /^id$|Id$/.test(name) ? generation.newId() : `sample ${name}`.trim()
}

function jsonType(type: unknown): string {
  return type === 'integer' ? 'number' : String(type)
}
