import { isArray, isObject } from '../../../shared/json.ts'

/** The same text for the same value, in whatever order its keys are. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value))
}

function sorted(value: unknown): unknown {
  if (isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const keys = Object.keys(value).sort()
  // A key such as __proto__ stays a key.
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]))
}
