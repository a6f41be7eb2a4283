import { isArray, isObject, type JsonObject } from '../../shared/json.ts'

/** Where the walk is; linked, because most places are never named. */
interface Place {
  readonly key: string | number
  readonly above: Place | undefined
}

/** Keys below which names are free, so that a property called `example` or `$ref` is no keyword. */
const MAPS = new Set(
  [
    'properties patternProperties $defs definitions dependentSchemas schemas responses',
    'parameters requestBodies headers securitySchemes links callbacks pathItems paths webhooks',
    'content encoding variables mapping',
  ].flatMap((line) => line.split(' ')),
)
/** Data, not structure: it may hold a `$ref` that means nothing to us. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const'])

/** Calls `visit` for every object of the document that is not example data or a vendor extension. */
export function walkDocument(root: JsonObject, visit: (holder: JsonObject, place?: Place) => void): void {
  step({ value: root, place: undefined, isMap: false })

  function step(at: { value: unknown; place: Place | undefined; isMap: boolean }): void {
    const { value, place, isMap } = at
    if (isArray(value)) {
      value.forEach((item, index) => step({ value: item, place: { key: index, above: place }, isMap: false }))
      return
    }
    if (!isObject(value)) return
    if (!isMap) visit(value, place)
    for (const [key, child] of Object.entries(value)) {
      if (!isMap && (DATA.has(key) || key.startsWith('x-'))) continue
      step({ value: child, place: { key, above: place }, isMap: !isMap && MAPS.has(key) })
    }
  }
}

export function keysOfPlace(place: Place | undefined): readonly (string | number)[] {
  return place === undefined ? [] : [...keysOfPlace(place.above), place.key]
}
