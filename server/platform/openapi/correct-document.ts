import { isArray, isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import { type ApiDocument, locate, locateAt } from './document.ts'
import { listOf, textOf } from './json.ts'
import type { Keys } from './operation.ts'
import type { Corrections, ParameterCorrection, SchemaCorrection } from './overlay.schemas.ts'
import { lookUp } from './pointer.ts'
import { operationPlaces } from './read-operations.ts'

const LISTED = '*'
const COMBINED = ['allOf', 'anyOf', 'oneOf']
const JSON_TYPE = 'application/json'

/** A copy in which the vendor's known mistakes are mended; a correction of what the document does not have changes nothing. */
export function correctDocument(document: ApiDocument, corrections: Corrections | undefined): ApiDocument {
  if (corrections === undefined) return document
  const places = new Map(
    operationPlaces(document.root).map((keys) => [
      textOf(objectOf(lookUp(document.root, keys))['operationId']) ?? '',
      keys,
    ]),
  )
  let root = document.root
  for (const correction of corrections.parameters ?? []) root = withParameters(root, places, correction)
  for (const correction of corrections.schemas ?? []) root = withSchemas(root, places, correction)
  return { ...document, root }
}

/** Where the operations stand, by operationId. */
type Places = ReadonlyMap<string, Keys>

function withParameters(root: JsonObject, places: Places, correction: ParameterCorrection): JsonObject {
  return [...places]
    .filter(([operationId]) => correction.operations?.includes(operationId) ?? true)
    .flatMap(([, keys]) => parametersAt(root, keys))
    .reduce<JsonObject>((changed, keys) => {
      const parameter = objectOf(lookUp(changed, keys))
      return fits(parameter, correction) ? changedAt(changed, keys, corrected(correction)) : changed
    }, root)
}

function parametersAt(root: JsonObject, keys: Keys): readonly Keys[] {
  const holder = [...keys, 'parameters']
  return listOf(lookUp(root, holder)).flatMap((_, index) => {
    const parameter = locateAt(root, [...holder, index])
    return parameter === undefined ? [] : [parameter.keys]
  })
}

function fits(parameter: JsonObject, { names, in: places }: ParameterCorrection): boolean {
  const place = textOf(parameter['in'])
  return names.includes(textOf(parameter['name']) ?? '') && places.some((one) => one === place)
}

function corrected({ schema, brackets, json }: ParameterCorrection): (parameter: JsonObject) => JsonObject {
  return ({ schema: declared, ...rest }) => {
    const mended = schema ?? declared
    return {
      ...rest,
      ...(brackets === true ? { name: `${String(rest['name'])}[]` } : {}),
      ...(json === true ? { content: { [JSON_TYPE]: { schema: mended } } } : { schema: mended }),
    }
  }
}

function withSchemas(root: JsonObject, places: Places, correction: SchemaCorrection): JsonObject {
  const targets = correction.operations.flatMap((operationId) => {
    const start = schemaOf(root, places.get(operationId), correction.part)
    if (start === undefined) return []
    return correction.at.flatMap((path) => {
      const keys = keysInside(root, start, path)
      return keys === undefined ? [] : [keys]
    })
  })
  const like =
    correction.like === undefined ? undefined : schemaOf(root, places.get(correction.like), 'answer')
  const model = like === undefined ? {} : objectOf(locateAt(root, like)?.value)
  const mend = mendedBy(correction, model)
  return targets.reduce<JsonObject>((changed, keys) => changedAt(changed, keys, mend), root)
}

function mendedBy(
  { set, properties, like, asList }: SchemaCorrection,
  model: JsonObject,
): (schema: JsonObject) => JsonObject {
  return (schema) => {
    const base = like === undefined ? schema : model
    const known = { ...objectOf(base['properties']), ...properties }
    const mended = { ...base, ...(properties === undefined ? {} : { properties: known }), ...set }
    // What others refer to stays where it was.
    return asList === true ? { ...mended, type: 'array', items: schema } : mended
  }
}

/** The schema of the first body, or of the first answer that is a success. */
function schemaOf(
  root: JsonObject,
  keys: Keys | undefined,
  part: SchemaCorrection['part'],
): Keys | undefined {
  if (keys === undefined) return undefined
  const responses = objectOf(lookUp(root, [...keys, 'responses']))
  const success = Object.keys(responses).find((status) => status.startsWith('2')) ?? ''
  const holder = locateAt(root, part === 'body' ? [...keys, 'requestBody'] : [...keys, 'responses', success])
  const [contentType] = Object.keys(objectOf(holder?.value['content']))
  if (holder === undefined || contentType === undefined) return undefined
  return [...holder.keys, 'content', contentType, 'schema']
}

/** Follows a dotted path (`tasks.*.priority`) through properties, items, references and combinations. */
function keysInside(root: JsonObject, start: Keys, path: string): Keys | undefined {
  const names = path === '' ? [] : path.split('.')
  return names.reduce<Keys | undefined>(
    (keys, name) => (keys === undefined ? undefined : step(root, keys, name)),
    locateAt(root, start)?.keys,
  )
}

function step(root: JsonObject, keys: Keys, name: string): Keys | undefined {
  const schema = objectOf(lookUp(root, keys))
  const inside = name === LISTED ? [...keys, 'items'] : [...keys, 'properties', name]
  const found = lookUp(root, inside)
  if (isObject(found)) return locate(root, { value: found, keys: inside })?.keys
  for (const keyword of COMBINED) {
    for (const index of listOf(schema[keyword]).keys()) {
      const branch = locateAt(root, [...keys, keyword, index])
      const deeper = branch === undefined ? undefined : step(root, branch.keys, name)
      if (deeper !== undefined) return deeper
    }
  }
  return undefined
}

function changedAt(root: JsonObject, keys: Keys, change: (value: JsonObject) => JsonObject): JsonObject {
  return objectOf(changed(root, keys, change))
}

function changed(value: unknown, keys: Keys, change: (value: JsonObject) => JsonObject): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return change(objectOf(value))
  if (isArray(value))
    return value.map((item, index) => (index === Number(key) ? changed(item, rest, change) : item))
  return isObject(value) ? { ...value, [key]: changed(value[key], rest, change) } : value
}
