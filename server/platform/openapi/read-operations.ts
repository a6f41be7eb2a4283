import { isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import { type ApiDocument, locateAt } from './document.ts'
import { listOf, textOf, textsOf } from './json.ts'
import type { DocumentedResponse, Keys, MediaType, Parameter, RequestBody } from './operation.ts'
import { prefixOf } from './path-prefix.ts'
import { lookUp } from './pointer.ts'
import { parameterOf } from './read-parameter.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** What the document alone says of an operation. */
export interface DocumentedOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string | undefined
  readonly deprecated: boolean
  readonly parameters: readonly Parameter[]
  readonly requestBody: RequestBody | undefined
  readonly responses: readonly DocumentedResponse[]
}

/** Every operation once; a missing or repeated operationId is replaced by one made of method and path. */
export function readOperations(document: ApiDocument): readonly DocumentedOperation[] {
  const taken = new Set<string>()
  const prefix = prefixOf(document.root)
  const operations: DocumentedOperation[] = []
  for (const [path, keys] of placesByPath(document.root)) {
    const at = { path: `${prefix}${path}`, method: String(keys.at(-1)), keys, taken }
    const operation = readOperation(document, at)
    taken.add(operation.operationId)
    operations.push(operation)
  }
  return operations
}

/** Where the operations stand, in the order of the document. */
export function operationPlaces(root: JsonObject): readonly Keys[] {
  return placesByPath(root).map(([, keys]) => keys)
}

function placesByPath(root: JsonObject): readonly (readonly [string, Keys])[] {
  return Object.keys(objectOf(root['paths'])).flatMap((path) => {
    const item = locateAt(root, ['paths', path])
    if (item === undefined) return []
    const methods = METHODS.filter((name) => isObject(item.value[name]))
    return methods.map((method) => [path, [...item.keys, method]] as const)
  })
}

interface OperationPlace {
  readonly path: string
  readonly method: string
  readonly keys: Keys
  readonly taken: ReadonlySet<string>
}

function readOperation(document: ApiDocument, at: OperationPlace): DocumentedOperation {
  const raw = objectOf(lookUp(document.root, at.keys))
  const operationId = uniqueId(textOf(raw['operationId']), at)
  return {
    operationId,
    method: at.method.toUpperCase(),
    path: at.path,
    tags: textsOf(raw['tags']),
    summary: textOf(raw['summary']) ?? `${at.method.toUpperCase()} ${at.path}`,
    description: textOf(raw['description']),
    deprecated: raw['deprecated'] === true,
    parameters: withPathNames(readParameters(document.root, at.keys), at.path),
    requestBody: readRequestBody(document.root, at.keys),
    responses: Object.keys(objectOf(raw['responses'])).map((status) =>
      readResponse(document.root, [...at.keys, 'responses', status]),
    ),
  }
}

function uniqueId(declared: string | undefined, at: OperationPlace): string {
  if (declared !== undefined && declared !== '' && !at.taken.has(declared)) return declared
  const base = `${at.method}-${at.path}`.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  let candidate = base
  for (let count = 2; at.taken.has(candidate); count += 1) candidate = `${base}-${count}`
  return candidate
}

/** The operation's own parameters win over those of its path with the same name and place. */
function readParameters(root: JsonObject, keys: Keys): readonly Parameter[] {
  const found = new Map<string, Parameter>()
  for (const holder of [
    [...keys.slice(0, -1), 'parameters'],
    [...keys, 'parameters'],
  ]) {
    listOf(lookUp(root, holder)).forEach((_, index) => {
      const parameter = parameterOf(locateAt(root, [...holder, index]))
      if (parameter !== undefined) found.set(`${parameter.in}:${parameter.name}`, parameter)
    })
  }
  return [...found.values()]
}

/** A name in the path that nobody declared is a parameter all the same. */
function withPathNames(parameters: readonly Parameter[], path: string): readonly Parameter[] {
  const declared = new Set(parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name))
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name]) => name ?? [])
  const missing = [...new Set(names)].filter((name) => !declared.has(name))
  return [
    ...parameters,
    ...missing.flatMap((name) => parameterOf({ value: { name, in: 'path' }, keys: [] }) ?? []),
  ]
}

function readRequestBody(root: JsonObject, keys: Keys): RequestBody | undefined {
  const body = locateAt(root, [...keys, 'requestBody'])
  if (body === undefined) return undefined
  return { required: body.value['required'] === true, content: readContent(body.value, body.keys) }
}

function readResponse(root: JsonObject, keys: Keys): DocumentedResponse {
  const status = String(keys.at(-1))
  const response = locateAt(root, keys)
  if (response === undefined) return { status, headers: [], content: [] }
  return {
    status,
    headers: Object.keys(objectOf(response.value['headers'])),
    content: readContent(response.value, response.keys),
  }
}

function readContent(holder: JsonObject, keys: Keys): readonly MediaType[] {
  return Object.entries(objectOf(holder['content'])).map(([contentType, media]) => ({
    contentType,
    schemaKeys:
      objectOf(media)['schema'] === undefined ? undefined : [...keys, 'content', contentType, 'schema'],
  }))
}
