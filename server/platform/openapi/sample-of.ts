import { isArray, isObject, objectFrom } from './json.ts'

const MAX_DEPTH = 64
const MAX_NODES = 50_000

/** The first items of every list, down to a bounded depth and number of values; what is beyond is left out. */
export function sampleOf(body: unknown, maxItems: number): unknown {
  let nodes = 0
  return copy(body, 0)

  function copy(value: unknown, depth: number): unknown {
    nodes += 1
    if (isArray(value)) {
      return depth >= MAX_DEPTH || nodes > MAX_NODES
        ? []
        : value.slice(0, maxItems).map((item) => copy(item, depth + 1))
    }
    if (!isObject(value)) return value
    return objectFrom(Object.entries(value).map(([key, part]) => [key, copy(part, depth + 1)]))
  }
}
