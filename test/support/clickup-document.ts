import { existsSync } from 'node:fs'
import { join } from 'node:path'

import SwaggerParser from '@apidevtools/swagger-parser'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

import type { ClickUpRequest } from '../../server/sandbox/clickup/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

type Json = Record<string, unknown>

const VENDOR = ['v2', 'v3'].map((version) =>
  join(projectRoot, '..', 'shared', 'vendor', `clickup-${version}-openapi.json`),
)

/** The vendor's documents lie beside the repository, or they do not. */
export const hasClickUpDocument = VENDOR.every((file) => existsSync(file))

export interface ClickUpOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly statuses: readonly number[]
}

export interface ClickUpDocument {
  readonly operations: readonly ClickUpOperation[]
  /** Complaints about an answer, as `pointer: what`; none when it is as documented. */
  judgeAnswer(operationId: string, status: number, body: unknown): readonly string[]
  /** Documented properties that the answer lacks. */
  missing(operationId: string, body: unknown): readonly string[]
  /** Complaints about a request that the sandbox received: give it to the sandbox as `checkRequest`. */
  readonly judgeRequest: (request: ClickUpRequest) => readonly string[]
}

/** What requests may do although the document does not say so, each with what shows it. */
const ALLOWED: readonly { readonly complaint: RegExp; readonly reason: string }[] = [
  { complaint: /^UpdateWebhook: \/events must be string/, reason: 'typed as a text, made as a list' },
  {
    complaint: /^Create(Task|Threaded)Comment: (body\.comment |.*must have required property 'comment_text')/,
    reason: 'rich comments are described in the guide only',
  },
  {
    complaint: /^CreateWebhook: \/(space|folder|list)_id must be integer/,
    reason: 'ids are texts wherever they are read',
  },
]

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Only where `hasClickUpDocument`. */
export async function readClickUpDocument(): Promise<ClickUpDocument> {
  const documents = await Promise.all(VENDOR.map((file) => SwaggerParser.dereference(file)))
  const all = documents.flatMap((document) => operationsOf(document as unknown as Json))
  const operations = new Map(all.map((one) => [one.operationId, one]))
  const byRoute = new Map([...operations.values()].map((one) => [`${one.method} ${one.path}`, one]))
  const compile = createCompiler()
  return {
    operations: [...operations.values()],
    judgeAnswer: (operationId, status, body) => {
      const schema = answerSchema(operations.get(operationId), status)
      if (schema === undefined) return [`status ${status} is not documented`]
      const validate = compile(schema)
      return validate(body) ? [] : complaintsOf(validate)
    },
    missing: (operationId, body) => missingIn(answerSchema(operations.get(operationId), 200), body),
    judgeRequest: (request) => {
      if (request.route === undefined || /^\/(files|authorize)/.test(request.route)) return []
      const operation = byRoute.get(`${request.method} ${request.route}`)
      if (operation === undefined) return [`${request.method} ${request.route} is not documented`]
      return [...judgeQuery(operation, request), ...judgeBody(operation, request, compile)]
        .map((complaint) => `${operation.operationId}: ${complaint}`)
        .filter((complaint) => !ALLOWED.some((one) => one.complaint.test(complaint)))
    },
  }
}

interface Read extends ClickUpOperation {
  readonly source: Json
}

function operationsOf(document: Json): readonly Read[] {
  return Object.entries(inside(document, 'paths')).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'delete'].flatMap((method) => {
      const source = isJson(item) ? item[method] : undefined
      if (!isJson(source)) return []
      const statuses = Object.keys(inside(source, 'responses')).map(Number)
      const operationId = String(source['operationId'])
      return [{ operationId, method: method.toUpperCase(), path, statuses, source }]
    }),
  )
}

type Compile = (schema: Json) => ValidateFunction

function createCompiler(): Compile {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, logger: false })
  for (const name of ['int32', 'int64', 'double']) ajv.addFormat(name, true)
  const compiled = new Map<Json, ValidateFunction>()
  return (schema) => {
    const validate = compiled.get(schema) ?? ajv.compile(withoutExamples(schema) as Json)
    compiled.set(schema, validate)
    return validate
  }
}

/** Examples and defaults may look like schemas and are none. */
function withoutExamples(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutExamples)
  if (!isJson(schema)) return schema
  const kept = Object.entries(schema).filter(
    ([name]) => !['example', 'examples', 'contentMediaType'].includes(name),
  )
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutExamples(value)]))
}

function complaintsOf(validate: ValidateFunction): readonly string[] {
  const all = (validate.errors ?? []).map(
    (error) => `${error.instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*')} ${error.message ?? ''}`,
  )
  return [...new Set(all)]
}

function answerSchema(operation: ClickUpOperation | undefined, status: number): Json | undefined {
  const source = (operation as Read | undefined)?.source
  if (source === undefined) return undefined
  const response = inside(source, 'responses', String(status))
  const [media] = Object.values(inside(response, 'content'))
  return isJson(media) && isJson(media['schema']) ? media['schema'] : undefined
}

/** Looks into the first element of lists; a null or absent branch hides what is behind it. */
function missingIn(schema: unknown, body: unknown): readonly string[] {
  if (!isJson(schema)) return []
  if (Array.isArray(body)) return missingIn(schema['items'], body[0])
  if (!isJson(body) || !isJson(schema['properties'])) return []
  return Object.entries(schema['properties']).flatMap(([name, property]) =>
    name in body ? missingIn(property, body[name]).map((rest) => `${name}.${rest}`) : [name],
  )
}

/** Names are written with or without brackets in the document, and with them on the wire. */
function judgeQuery(operation: Read, request: ClickUpRequest): readonly string[] {
  const parameters = (operation.source['parameters'] as readonly Json[] | undefined) ?? []
  const declared = new Map(
    parameters
      .filter((one) => one['in'] === 'query')
      .map((one) => [String(one['name']).replace('[]', ''), one] as const),
  )
  const given = [...new URLSearchParams(request.query)]
  const wrong = given.flatMap(([name, value]) => {
    const parameter = declared.get(name.replace('[]', ''))
    if (parameter === undefined) return [`query ${name} is not documented`]
    return fits(inside(parameter, 'schema')['type'], value) ? [] : [`query ${name} has the wrong type`]
  })
  const lacking = [...declared].flatMap(([name, parameter]) =>
    parameter['required'] === true && !given.some(([one]) => one.replace('[]', '') === name)
      ? [`query ${name} is missing`]
      : [],
  )
  return [...wrong, ...lacking]
}

function fits(type: unknown, value: string): boolean {
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(value)
  return type === 'boolean' ? value === 'true' || value === 'false' : true
}

function judgeBody(operation: Read, request: ClickUpRequest, compile: Compile): readonly string[] {
  const contents = inside(operation.source, 'requestBody', 'content')
  const isForm = request.headers['content-type']?.startsWith('multipart/') === true
  if (isForm) return 'multipart/form-data' in contents ? [] : ['no multipart body is documented']
  const schema = inside(contents, 'application/json', 'schema')
  if (Object.keys(schema).length === 0) return request.body === undefined ? [] : ['no body is documented']
  const validate = compile(schema)
  const complaints = validate(request.body) ? [] : complaintsOf(validate)
  return [...complaints, ...unknownNames(schema, request.body)]
}

function unknownNames(schema: Json, body: unknown): readonly string[] {
  const known = schema['properties']
  if (!isJson(known) || !isJson(body)) return []
  return Object.keys(body)
    .filter((name) => !(name in known))
    .map((name) => `body.${name} is not documented`)
}

function inside(document: Json, ...parts: readonly string[]): Json {
  const found = parts.reduce<unknown>((place, part) => (isJson(place) ? place[part] : undefined), document)
  return isJson(found) ? found : {}
}
