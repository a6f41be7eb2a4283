import { STATUS_CODES } from 'node:http'
import { factsOfSchema } from './openapi-schema-facts.ts'
import { summaryOf } from './openapi-summaries.ts'

export type Json = Record<string, unknown>
export interface Facts {
  openapi: unknown
  info: Json
  tags: unknown
  paths: Record<string, Json>
  components: { schemas: Json; securitySchemes: Json }
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const PARAMETER_FACTS = ['name', 'in', 'required', 'deprecated', 'style', 'explode', 'allowReserved', '$ref']
const OPERATION_FACTS = ['operationId', 'tags', 'deprecated', 'security']

/** Keeps what a program needs (names, types, enums, formats, bounds, defaults) and leaves the vendor's prose behind. */
export function extractFacts(document: Json, connector: string): Facts {
  const components = record(document['components'])
  return {
    openapi: document['openapi'],
    info: { title: `${connector}: facts of its API`, version: record(document['info'])['version'] },
    tags: usedTags(document),
    paths: mapValues(record(document['paths']), (item, path) => factsOfPath(record(item), path)),
    components: {
      schemas: mapValues(record(components['schemas']), (schema) => factsOfSchema(schema)),
      securitySchemes: mapValues(record(components['securitySchemes']), (scheme) =>
        pick(record(scheme), ['type', 'name', 'in', 'scheme', 'bearerFormat']),
      ),
    },
  }
}

function usedTags(document: Json): Json[] {
  const names = Object.values(record(document['paths'])).flatMap((item) =>
    METHODS.flatMap((method) => list(record(record(item)[method])['tags'])),
  )
  return [...new Set(names)].map((name) => ({ name }))
}

function factsOfPath(item: Json, path: string): Json {
  const facts: Json = {}
  for (const [key, value] of Object.entries(item)) {
    if (key === 'servers') facts[key] = list(value).map((server) => pick(record(server), ['url']))
    if (key === 'parameters') facts[key] = list(value).map((parameter) => factsOfParameter(record(parameter)))
    if (METHODS.includes(key)) facts[key] = factsOfOperation(record(value), { method: key, path })
  }
  return facts
}

function factsOfOperation(operation: Json, place: { method: string; path: string }): Json {
  const facts: Json = { summary: summaryOf(operation, place), ...pick(operation, OPERATION_FACTS) }
  if (operation['parameters'] !== undefined) {
    facts['parameters'] = list(operation['parameters']).map((parameter) =>
      factsOfParameter(record(parameter)),
    )
  }
  if (operation['requestBody'] !== undefined) {
    const body = record(operation['requestBody'])
    facts['requestBody'] = { ...pick(body, ['required', '$ref']), ...factsOfContent(body) }
  }
  facts['responses'] = mapValues(record(operation['responses']), (response, status) => ({
    description: STATUS_CODES[status] ?? 'Other answers',
    ...factsOfHeaders(record(response)),
    ...factsOfContent(record(response)),
  }))
  return facts
}

function factsOfParameter(parameter: Json): Json {
  const facts = pick(parameter, PARAMETER_FACTS)
  if (parameter['schema'] !== undefined) facts['schema'] = factsOfSchema(parameter['schema'])
  return { ...facts, ...factsOfContent(parameter) }
}

function factsOfContent(holder: Json): Json {
  if (holder['content'] === undefined) return {}
  const content = mapValues(record(holder['content']), (media) => {
    const facts = pick(record(media), ['encoding'])
    const schema = record(media)['schema']
    return schema === undefined ? facts : { schema: factsOfSchema(schema), ...facts }
  })
  return { content }
}

function factsOfHeaders(response: Json): Json {
  if (response['headers'] === undefined) return {}
  return { headers: mapValues(record(response['headers']), (header) => factsOfParameter(record(header))) }
}

function pick(from: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]))
}

function mapValues<T>(from: Json, change: (value: unknown, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value, key)]))
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
