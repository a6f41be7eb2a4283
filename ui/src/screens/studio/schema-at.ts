import type { OperationDetail } from '../../api/types.ts'

type Json = Readonly<Record<string, unknown>>

interface Found {
  readonly schema: Json
  /** Where its references start. */
  readonly root: Json
}

/** All schemas that may hold for the place of a call's input that the keys lead to. */
export function schemasAt(operation: OperationDetail, keys: readonly (string | number)[]): readonly Found[] {
  const [part, ...rest] = keys
  if (part === undefined) return []
  return rest.reduce<readonly Found[]>(
    (found, key) => found.flatMap((each) => below(each, key)),
    rootsOf(operation, part),
  )
}

/** Names of properties that may stand in an object there. */
export function propertiesAt(
  operation: OperationDetail,
  keys: readonly (string | number)[],
): readonly string[] {
  if (keys.length === 0) return partsOf(operation)
  return unique(
    schemasAt(operation, keys).flatMap(({ schema }) => Object.keys(objectIn(schema['properties']))),
  )
}

/** Values that the schemas there name: those of enums, true and false, null. */
export function valuesAt(operation: OperationDetail, keys: readonly (string | number)[]): readonly unknown[] {
  return unique(
    schemasAt(operation, keys).flatMap(({ schema }) => [
      ...(Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : []),
      ...('const' in schema ? [schema['const']] : []),
      ...typesOf(schema).flatMap((type) =>
        type === 'boolean' ? [true, false] : type === 'null' ? [null] : [],
      ),
    ]),
  )
}

export function partsOf({ parameters, requestBody }: OperationDetail): readonly string[] {
  return unique([
    ...parameters.flatMap((parameter) => (parameter.in === 'cookie' ? [] : [PARTS[parameter.in]])),
    ...(requestBody ? ['body'] : []),
  ])
}

const PARTS = { path: 'path', query: 'query', header: 'headers' } as const

function rootsOf({ parameters, requestBody }: OperationDetail, part: string | number): readonly Found[] {
  if (part === 'body')
    return (requestBody?.content ?? []).flatMap(({ schema }) => variantsOf(asFound(schema, schema)))
  const properties = Object.fromEntries(
    parameters.flatMap((parameter) =>
      parameter.in !== 'cookie' && PARTS[parameter.in] === part ? [[parameter.name, parameter.schema]] : [],
    ),
  )
  return [{ schema: { type: 'object', properties }, root: {} }]
}

function below({ schema, root }: Found, key: string | number): readonly Found[] {
  if (typeof key === 'number') return variantsOf(asFound(schema['items'], root))
  const properties = objectIn(schema['properties'])
  const next = Object.hasOwn(properties, key) ? properties[key] : schema['additionalProperties']
  // A parameter's schema stands on its own.
  const hasOwnRoot = root === undefined || Object.keys(root).length === 0
  return variantsOf(asFound(next, hasOwnRoot ? next : root))
}

function asFound(schema: unknown, root: unknown): Found {
  return { schema: objectIn(schema), root: objectIn(root) }
}

/** The schema itself without its references, and what it is combined of. */
function variantsOf({ schema, root }: Found, depth = 0): readonly Found[] {
  if (depth > 8) return []
  const ref = schema['$ref']
  if (typeof ref === 'string') return variantsOf({ schema: resolve(root, ref), root }, depth + 1)
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((word) =>
    Array.isArray(schema[word]) ? (schema[word] as unknown[]) : [],
  )
  return [{ schema, root }, ...parts.flatMap((part) => variantsOf(asFound(part, root), depth + 1))]
}

function resolve(root: Json, ref: string): Json {
  const keys = ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
  return keys.reduce<Json>((at, key) => objectIn(at[key]), root)
}

function typesOf(schema: Json): readonly unknown[] {
  const { type } = schema
  return Array.isArray(type) ? (type as unknown[]) : [type]
}

function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
