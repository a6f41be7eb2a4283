export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return isArray(value) ? value : []
}

/** Own properties only, so that `constructor` is never found by accident. */
export function valueAt(holder: unknown, key: string | number): unknown {
  if (isArray(holder)) return holder[Number(key)]
  return isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined
}

export function isSame(left: unknown, right: unknown): boolean {
  return Object.is(left, right) || JSON.stringify(left) === JSON.stringify(right)
}

/** The same object with one property changed; `undefined` takes the property out. The others keep their order. */
export function withKey(holder: JsonObject, key: string, next: unknown): JsonObject {
  if (next !== undefined) return { ...holder, [key]: next }
  const { [key]: _, ...rest } = holder
  return rest
}

/** The property keeps its place. */
export function withKeyRenamed(holder: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(holder).map(([key, value]) => [key === from ? to : key, value]))
}

/** A list cannot have holes: nothing typed yet is null, which the check refuses where null is not allowed. */
export function withItem(items: readonly unknown[], index: number, next: unknown): readonly unknown[] {
  return items.with(index, next === undefined ? null : next)
}

export function withoutItem<T>(items: readonly T[], index: number): readonly T[] {
  return items.toSpliced(index, 1)
}

export function withItemMoved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const rest = items.toSpliced(from, 1)
  return rest.toSpliced(to, 0, ...items.slice(from, from + 1))
}

export function tokenOf(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1')
}

export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}
