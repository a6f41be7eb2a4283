import { isObject, type JsonObject } from '../../shared/json.ts'
import { keysOfRef, lookUp } from './pointer.ts'

/** A document that was read and checked: every reference in it is local and leads somewhere. */
export interface ApiDocument {
  readonly root: JsonObject
  readonly version: '3.0' | '3.1'
}

/** A part of a document together with where it stands, which the validators refer to. */
export interface Located {
  readonly value: JsonObject
  readonly keys: readonly (string | number)[]
}

const MAX_HOPS = 32

/** Follows references until something else stands there; undefined for a chain that never ends. */
export function locate(root: JsonObject, start: Located): Located | undefined {
  let here: Located = start
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const ref = here.value['$ref']
    if (typeof ref !== 'string') return here
    const keys = keysOfRef(ref)
    const value = keys === undefined ? undefined : lookUp(root, keys)
    if (keys === undefined || !isObject(value)) return undefined
    here = { value, keys }
  }
  return undefined
}

export function locateAt(root: JsonObject, keys: readonly (string | number)[]): Located | undefined {
  const value = lookUp(root, keys)
  return isObject(value) ? locate(root, { value, keys }) : undefined
}

/** The schema that a reference chain ends in; boolean schemas and broken chains allow anything. */
export function resolveSchema(root: JsonObject, schema: unknown): JsonObject {
  if (!isObject(schema)) return {}
  return locate(root, { value: schema, keys: [] })?.value ?? {}
}
