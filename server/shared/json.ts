export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** An object or nothing in it: for reading what may leave a part out. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** Own properties only, so that `constructor` and `__proto__` are never found by accident. */
export function valueAt(holder: unknown, key: string): unknown {
  if (isArray(holder)) return /^(0|[1-9]\d*)$/.test(key) ? holder[Number(key)] : undefined
  return isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined
}
