import { isArray, type JsonObject } from '../../shared/json.ts'

export function listOf(value: unknown): readonly unknown[] {
  return isArray(value) ? value : []
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string')
}

/** Deeper than `limit` levels? Walks without recursion, so that a hostile value cannot overflow the stack. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    const depth = next.depth + 1
    if (depth > limit) return true
    for (const child of Object.values(next.value)) open.push({ value: child, depth })
  }
  return false
}

/** Like Object.fromEntries, but a `__proto__` key becomes an ordinary property. */
export function objectFrom(entries: Iterable<readonly [string, unknown]>): JsonObject {
  return Object.fromEntries(entries)
}
