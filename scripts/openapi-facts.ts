import { STATUS_CODES } from 'node:http'
import { listOf } from '../server/platform/openapi/json.ts'
import { prefixOf } from '../server/platform/openapi/path-prefix.ts'
import { objectOf } from '../server/shared/json.ts'
import { factsOfSchema } from './openapi-schema-facts.ts'
import { createSummaries, type Summaries } from './openapi-summaries.ts'

export type Json = Readonly<Record<string, unknown>>
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
  const components = objectOf(document['components'])
  const prefix = prefixOf(document)
  const summaryOf = createSummaries(connector)
  return {
    openapi: document['openapi'],
    info: { title: `${connector}: facts of its API`, version: objectOf(document['info'])['version'] },
    tags: usedTags(document),
    paths: Object.fromEntries(
      Object.entries(objectOf(document['paths'])).map(([path, item]) => [
        `${prefix}${path}`,
        factsOfPath(objectOf(item), { path, summaryOf }),
      ]),
    ),
    components: {
      schemas: mapValues(objectOf(components['schemas']), (schema) => factsOfSchema(schema)),
      securitySchemes: mapValues(objectOf(components['securitySchemes']), (scheme) =>
        pick(objectOf(scheme), ['type', 'name', 'in', 'scheme', 'bearerFormat']),
      ),
    },
  }
}

function usedTags(document: Json): Json[] {
  const names = Object.values(objectOf(document['paths'])).flatMap((item) =>
    METHODS.flatMap((method) => listOf(objectOf(objectOf(item)[method])['tags'])),
  )
  return [...new Set(names)].map((name) => ({ name }))
}

interface Place {
  readonly path: string
  readonly summaryOf: Summaries
}

function factsOfPath(item: Json, place: Place): Json {
  const facts: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(item)) {
    if (key === 'servers') facts[key] = listOf(value).map((server) => pick(objectOf(server), ['url']))
    if (key === 'parameters')
      facts[key] = listOf(value).map((parameter) => factsOfParameter(objectOf(parameter)))
    if (METHODS.includes(key)) facts[key] = factsOfOperation(objectOf(value), { ...place, method: key })
  }
  return facts
}

function factsOfOperation(operation: Json, place: Place & { readonly method: string }): Json {
  const facts: Record<string, unknown> = {
    summary: place.summaryOf(operation, place),
    ...pick(operation, OPERATION_FACTS),
  }
  if (operation['parameters'] !== undefined) {
    facts['parameters'] = listOf(operation['parameters']).map((parameter) =>
      factsOfParameter(objectOf(parameter)),
    )
  }
  if (operation['requestBody'] !== undefined) {
    const body = objectOf(operation['requestBody'])
    facts['requestBody'] = { ...pick(body, ['required', '$ref']), ...factsOfContent(body) }
  }
  facts['responses'] = mapValues(objectOf(operation['responses']), (response, status) => ({
    description: STATUS_CODES[status] ?? 'Other answers',
    ...factsOfHeaders(objectOf(response)),
    ...factsOfContent(objectOf(response)),
  }))
  return facts
}

function factsOfParameter(parameter: Json): Json {
  const facts: Record<string, unknown> = { ...pick(parameter, PARAMETER_FACTS) }
  if (parameter['schema'] !== undefined) facts['schema'] = factsOfSchema(parameter['schema'])
  return { ...facts, ...factsOfContent(parameter) }
}

function factsOfContent(holder: Json): Json {
  if (holder['content'] === undefined) return {}
  const content = mapValues(objectOf(holder['content']), (media) => {
    const facts = pick(objectOf(media), ['encoding'])
    const schema = objectOf(media)['schema']
    return schema === undefined ? facts : { schema: factsOfSchema(schema), ...facts }
  })
  return { content }
}

function factsOfHeaders(response: Json): Json {
  if (response['headers'] === undefined) return {}
  return { headers: mapValues(objectOf(response['headers']), (header) => factsOfParameter(objectOf(header))) }
}

function pick(from: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]))
}

function mapValues<T>(from: Json, change: (value: unknown, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value, key)]))
}
