import { existsSync } from 'node:fs'
import { join } from 'node:path'

import SwaggerParser from '@apidevtools/swagger-parser'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

import { projectRoot } from '../../server/shared/project-root.ts'
import type { ArrivedRequest } from '../../server/sandbox/shared/http/request-log.ts'

export type Json = Record<string, unknown>

/** The vendors' documents lie beside the repository, or they do not. */
export function vendorFile(name: string): string {
  return join(projectRoot, '..', 'shared', 'vendor', name)
}

export function haveAll(files: readonly string[]): boolean {
  return files.every((file) => existsSync(file))
}

export interface VendorOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly statuses: readonly number[]
}

export interface VendorDocument {
  readonly operations: readonly VendorOperation[]
  /** Complaints about an answer, as `pointer: what`; none when it is as documented. */
  judgeAnswer(operationId: string, status: number, body: unknown): readonly string[]
  /** Documented properties that the answer lacks. */
  missing(operationId: string, body: unknown): readonly string[]
  /** Complaints about a request that a sandbox received: give it to the sandbox as `checkRequest`. */
  readonly judgeRequest: (request: ArrivedRequest) => readonly string[]
}

export interface Reading {
  readonly files: readonly string[]
  /** The document's path for a template that the sandbox serves; undefined is not judged. */
  readonly pathOf: (route: string) => string | undefined
  readonly operationId: (source: Json, method: string, path: string) => string
  /** What requests may do although the document does not say so, each with what shows it. */
  readonly allowed: readonly { readonly complaint: RegExp; readonly reason: string }[]
  /** Query names are written with or without brackets in the document, and with them on the wire. */
  readonly brackets: boolean
  /** A property that is not required may be null in an answer, although the document does not say so. */
  readonly nulls: boolean
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Dereferences only: documents that are not valid by the letter are read as well. */
export async function readVendorDocument(reading: Reading): Promise<VendorDocument> {
  const documents = await Promise.all(reading.files.map((file) => SwaggerParser.dereference(file)))
  const all = documents.flatMap((document) => operationsOf(document as unknown as Json, reading))
  const operations = new Map(all.map((one) => [one.operationId, one]))
  const byRoute = new Map([...operations.values()].map((one) => [`${one.method} ${one.path}`, one]))
  const [compileAnswer, compileBody] = [createCompiler(reading.nulls), createCompiler(false)]
  return {
    operations: [...operations.values()],
    judgeAnswer: (operationId, status, body) => {
      const schema = answerSchema(operations.get(operationId), status)
      if (schema === undefined) return [`status ${status} is not documented`]
      const validate = compileAnswer(schema)
      return validate(body) ? [] : complaintsOf(validate)
    },
    missing: (operationId, body) => missingIn(answerSchema(operations.get(operationId), 200), body),
    judgeRequest: (request) => {
      const path = request.route === undefined ? undefined : reading.pathOf(request.route)
      if (path === undefined) return []
      const operation = byRoute.get(`${request.method} ${path}`)
      if (operation === undefined) return [`${request.method} ${path} is not documented`]
      return [...judgeQuery(operation, request, reading), ...judgeBody(operation, request, compileBody)]
        .map((complaint) => `${operation.operationId}: ${complaint}`)
        .filter((complaint) => !reading.allowed.some((one) => one.complaint.test(complaint)))
    },
  }
}

interface Read extends VendorOperation {
  readonly source: Json
}

function operationsOf(document: Json, reading: Reading): readonly Read[] {
  return Object.entries(inside(document, 'paths')).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete'].flatMap((name) => {
      const source = isJson(item) ? item[name] : undefined
      if (!isJson(source)) return []
      const statuses = Object.keys(inside(source, 'responses')).map(Number)
      const method = name.toUpperCase()
      return [{ operationId: reading.operationId(source, method, path), method, path, statuses, source }]
    }),
  )
}

type Compile = (schema: Json) => ValidateFunction

function createCompiler(nulls: boolean): Compile {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, logger: false })
  // A CommonJS module: what Node gives is its exports.
  formats.default(ajv, ['date', 'date-time', 'email', 'uri'])
  for (const name of ['int32', 'int64', 'double']) ajv.addFormat(name, true)
  const copying: Copying = { nulls, definitions: {}, names: new Map() }
  // It grows with every schema that is asked for; what schemas share is compiled once.
  ajv.addSchema({ $id: ALL, $defs: copying.definitions })
  const compiled = new Map<Json, ValidateFunction>()
  return (schema) => {
    const validate =
      compiled.get(schema) ?? ajv.compile({ $ref: `${ALL}${String(plainPart(schema, copying)['$ref'])}` })
    compiled.set(schema, validate)
    return validate
  }
}

const ALL = 'https://documents.example/all'

interface Copying {
  readonly nulls: boolean
  readonly definitions: Json
  /** Where a schema went that is used again: documents hold themselves many times over. */
  readonly names: Map<Json, string>
}

function plainPart(schema: unknown, copying: Copying): Json {
  if (!isJson(schema)) return schema as Json
  const { definitions, names } = copying
  const known = names.get(schema)
  if (known !== undefined) return { $ref: `#/$defs/${known}` }
  const name = `s${names.size}`
  names.set(schema, name)
  definitions[name] = withoutExamples(schema, copying)
  return { $ref: `#/$defs/${name}` }
}

const LISTS = ['allOf', 'oneOf', 'anyOf']
const PARTS = ['items', 'additionalProperties', 'not']

/** Examples and defaults may look like schemas and are none. */
function withoutExamples(schema: Json, copying: Copying): Json {
  const copy: Json = {}
  for (const [name, value] of Object.entries(schema)) {
    if (['example', 'examples', 'contentMediaType'].includes(name)) continue
    if (PARTS.includes(name)) copy[name] = plainPart(value, copying)
    else if (LISTS.includes(name) && Array.isArray(value))
      copy[name] = value.map((one) => plainPart(one, copying))
    else if (name === 'properties' && isJson(value)) copy[name] = plainProperties(value, copying)
    else copy[name] = value
  }
  return copying.nulls && isJson(copy['properties']) ? withOptionalNulls(copy, copy['properties']) : copy
}

function plainProperties(properties: Json, copying: Copying): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, plainPart(property, copying)]),
  )
}

function withOptionalNulls(schema: Json, properties: Json): Json {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const loosened = Object.entries(properties).map(([name, property]) => [
    name,
    required.includes(name) ? property : { anyOf: [property, { type: 'null' }] },
  ])
  return { ...schema, properties: Object.fromEntries(loosened) }
}

function complaintsOf(validate: ValidateFunction): readonly string[] {
  const all = (validate.errors ?? []).map(
    (error) => `${error.instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*')} ${error.message ?? ''}`,
  )
  return [...new Set(all)]
}

function answerSchema(operation: VendorOperation | undefined, status: number): Json | undefined {
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
  if (!isJson(body)) return []
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]) =>
    name in body ? missingIn(property, body[name]).map((rest) => `${name}.${rest}`) : [name],
  )
}

/** Its own, and those of all that it is made of. */
function propertiesOf(schema: Json): Json {
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].filter(isJson) : []
  return Object.assign({}, ...parts.map(propertiesOf), inside(schema, 'properties')) as Json
}

function judgeQuery(operation: Read, request: ArrivedRequest, { brackets }: Reading): readonly string[] {
  const plain = (name: string): string => (brackets ? name.replace('[]', '') : name)
  const parameters = (operation.source['parameters'] as readonly Json[] | undefined) ?? []
  const declared = new Map(
    parameters
      .filter((one) => one['in'] === 'query')
      .map((one) => [plain(String(one['name'])), one] as const),
  )
  const given = [...new URLSearchParams(request.query)]
  const wrong = given.flatMap(([name, value]) => {
    const parameter = declared.get(plain(name))
    if (parameter === undefined) return [`query ${name} is not documented`]
    return fits(inside(parameter, 'schema')['type'], value) ? [] : [`query ${name} has the wrong type`]
  })
  const lacking = [...declared].flatMap(([name, parameter]) =>
    parameter['required'] === true && !given.some(([one]) => plain(one) === name)
      ? [`query ${name} is missing`]
      : [],
  )
  return [...wrong, ...lacking]
}

function fits(type: unknown, value: string): boolean {
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(value)
  return type === 'boolean' ? value === 'true' || value === 'false' : true
}

function judgeBody(operation: Read, request: ArrivedRequest, compile: Compile): readonly string[] {
  const contents = inside(operation.source, 'requestBody', 'content')
  const isForm = request.headers['content-type']?.startsWith('multipart/') === true
  if (isForm) return 'multipart/form-data' in contents ? [] : ['no multipart body is documented']
  const schema = inside(contents, 'application/json', 'schema')
  if (!('application/json' in contents)) return request.body === undefined ? [] : ['no body is documented']
  const validate = compile(schema)
  const complaints = validate(request.body) ? [] : complaintsOf(validate)
  return [...complaints, ...unknownNames(schema, request.body)]
}

function unknownNames(schema: Json, body: unknown): readonly string[] {
  const known = propertiesOf(schema)
  if (Object.keys(known).length === 0 || !isJson(body)) return []
  return Object.keys(body)
    .filter((name) => !(name in known))
    .map((name) => `body.${name} is not documented`)
}

function inside(document: Json, ...parts: readonly string[]): Json {
  const found = parts.reduce<unknown>((place, part) => (isJson(place) ? place[part] : undefined), document)
  return isJson(found) ? found : {}
}
