import { isArray, isObject } from '../../shared/json.ts'
import { objectFrom } from './json.ts'

const MAX_NODES = 50_000

/** The first items of every list, and no more lists after a bounded number of values. */
export function sampleOf(body: unknown, maxItems: number): unknown {
  let nodes = 0
  return copy(body)

  function copy(value: unknown): unknown {
    nodes += 1
    if (isArray(value)) return nodes > MAX_NODES ? [] : value.slice(0, maxItems).map(copy)
    if (!isObject(value)) return value
    return objectFrom(Object.entries(value).map(([key, part]) => [key, copy(part)]))
  }
}
