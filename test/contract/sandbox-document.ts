import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv, type ValidateFunction } from 'ajv'
import addFormatsModule from 'ajv-formats'

import { projectRoot } from '../../server/shared/project-root.ts'

// The package is CommonJS: its default export is the function under `.default` for ES modules.
const addFormats = addFormatsModule.default

type Json = Record<string, unknown>

const VENDOR = join(projectRoot, '..', 'shared', 'vendor', 'clockify-openapi-official-2026-05.json')
const OWN = join(projectRoot, 'openapi', 'clockify.json')

/** The vendor's document where it lies beside the repository, else our extract of it. */
export const documentPath = existsSync(VENDOR) ? VENDOR : OWN

export interface JudgedOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly statuses: readonly number[]
}

export interface Judge {
  readonly operations: readonly JudgedOperation[]
  /** Complaints about an answer; none when it is as documented. */
  judge(operation: JudgedOperation, status: number, body: unknown): readonly string[]
  /** Documented properties that the answer lacks: the document requires hardly any, so they are no complaints there. */
  missing(operation: JudgedOperation, status: number, body: unknown): readonly string[]
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `nullable`: every value may be null, as live answers are; without it the document is taken by its word. */
export function createJudge(options: { readonly nullable: boolean }): Judge {
  const document = JSON.parse(readFileSync(documentPath, 'utf8')) as Json
  const ajv = new Ajv({
    strict: false,
    validateSchema: false,
    allErrors: true,
    logger: false,
    inlineRefs: false,
  })
  addFormats(ajv)
  for (const name of ['int32', 'int64', 'double', 'float', 'byte', 'binary']) ajv.addFormat(name, true)
  const toSchema = (source: unknown) => convert(source, options.nullable)
  const schemas = mapValues(inside(document, 'components', 'schemas'), toSchema)
  ajv.addSchema({ $id: 'document', components: { schemas } })
  const compiled = new Map<string, ValidateFunction>()
  return {
    operations: operationsOf(document),
    judge: (operation, status, body) => {
      if (!operation.statuses.includes(status)) return [`status ${status} is not documented`]
      const source = answerSchema(document, operation, status)
      if (source === undefined) return body === undefined ? [] : ['a body where none is documented']
      const key = `${operation.operationId} ${status}`
      const validate = compiled.get(key) ?? ajv.compile(toSchema(source))
      compiled.set(key, validate)
      if (validate(body)) return []
      return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
    },
    missing: (operation, status, body) =>
      missingIn(document, answerSchema(document, operation, status), body),
  }
}

/** Looks into the first element of lists; a null or absent branch hides what is behind it. */
function missingIn(document: Json, source: unknown, body: unknown): readonly string[] {
  if (!isJson(source)) return []
  const schema = resolved(document, source)
  if (Array.isArray(body)) return missingIn(document, schema['items'], body[0])
  if (!isJson(body) || !isJson(schema['properties'])) return []
  return Object.entries(schema['properties']).flatMap(([name, property]) =>
    name in body ? missingIn(document, property, body[name]).map((rest) => `${name}.${rest}`) : [name],
  )
}

function resolved(document: Json, schema: Json): Json {
  const { $ref } = schema
  return typeof $ref === 'string' ? inside(document, ...$ref.replace('#/', '').split('/')) : schema
}

function operationsOf(document: Json): readonly JudgedOperation[] {
  return Object.entries(inside(document, 'paths')).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) => {
      const operation = isJson(item) ? item[method] : undefined
      if (!isJson(operation)) return []
      const statuses = Object.keys(inside(operation, 'responses')).map(Number)
      return [{ operationId: String(operation['operationId']), method: method.toUpperCase(), path, statuses }]
    }),
  )
}

function answerSchema(document: Json, operation: JudgedOperation, status: number): unknown {
  const { path, method } = operation
  const content = inside(
    document,
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
  )
  const [media] = Object.values(content)
  return isJson(media) ? media['schema'] : undefined
}

function inside(document: Json, ...parts: readonly string[]): Json {
  const found = parts.reduce<unknown>((place, part) => (isJson(place) ? place[part] : undefined), document)
  return isJson(found) ? found : {}
}

function mapValues(source: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, change(value)]))
}

/** OpenAPI 3.0 to JSON Schema, repaired where the document contradicts its own examples. */
function convert(source: unknown, nullable: boolean): Json {
  if (!isJson(source)) return {}
  const schema = repair(source, (inner) => convert(inner, nullable))
  return nullable || source['nullable'] === true ? { anyOf: [{ type: 'null' }, schema] } : schema
}

type Inner = (source: unknown) => Json

function repair(source: Json, inner: Inner): Json {
  if (typeof source['$ref'] === 'string') return { $ref: `document${source['$ref']}` }
  if (source['type'] === 'object' && Array.isArray(source['oneOf'])) {
    const word = wordOf(source['oneOf'])
    return { anyOf: [word, { type: 'array', items: word }] }
  }
  if (isAnyValue(source)) return {}
  return isListAsText(source)
    ? { anyOf: [{ enum: source['enum'] }, { type: 'array', items: { enum: source['enum'] } }] }
    : plain(source, inner)
}

function plain(source: Json, inner: Inner): Json {
  const { example: _, default: __, nullable: ___, exclusiveMinimum, exclusiveMaximum, ...rest } = source
  return {
    ...rest,
    ...(exclusiveMinimum === true ? { exclusiveMinimum: rest['minimum'] } : {}),
    ...(exclusiveMaximum === true ? { exclusiveMaximum: rest['maximum'] } : {}),
    ...('items' in rest ? { items: inner(rest['items']) } : {}),
    ...(isJson(rest['properties']) ? { properties: mapValues(rest['properties'], inner) } : {}),
    ...(isJson(rest['additionalProperties'])
      ? { additionalProperties: inner(rest['additionalProperties']) }
      : {}),
    ...Object.fromEntries(
      ['oneOf', 'anyOf', 'allOf'].flatMap((name) => {
        const parts = rest[name]
        return Array.isArray(parts) ? [[name, parts.map(inner)]] : []
      }),
    ),
  }
}

/**
 * An enum that is typed as an object and as one of some words at once, which nothing can be: its example is a word or
 * a list of words. The plan's enum refers to itself instead of naming words: any text is taken.
 */
function wordOf(choices: readonly unknown[]): Json {
  const [words] = choices.flatMap((choice) =>
    isJson(choice) && Array.isArray(choice['enum']) ? [choice['enum']] : [],
  )
  return words === undefined ? { type: 'string' } : { enum: words }
}

/** A custom field's value, typed as an object; its example is a text, and live it is any JSON value. */
function isAnyValue(schema: Json): boolean {
  return (
    schema['type'] === 'object' && schema['properties'] === undefined && !('additionalProperties' in schema)
  )
}

/** Working days and admin pages: typed as one word, with a list as JSON text for an example. */
function isListAsText(schema: Json): boolean {
  return Array.isArray(schema['enum']) && ['MONDAY', 'PROJECT'].includes(String(schema['enum'][0]))
}
