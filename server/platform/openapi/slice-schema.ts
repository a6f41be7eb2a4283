import { isArray, isObject, type JsonObject } from '../../shared/json.ts'
import { resolveSchema } from './document.ts'
import { objectFrom } from './json.ts'
import { keysOfRef, lookUp, refTo } from './pointer.ts'

/** One schema with everything that it reaches under `$defs`, so that it can be used on its own; recursion stays a reference. */
export function sliceSchema(schemas: JsonObject, keys: readonly (string | number)[]): JsonObject | boolean {
  const start = lookUp(schemas, keys)
  if (typeof start === 'boolean') return start
  const names = new Map<string, string>()
  const definitions = new Map<string, unknown>()
  const waiting: string[] = []

  const top = rewrite(resolveSchema(schemas, start))
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    definitions.set(nameOf(ref), rewrite(lookUp(schemas, keysOfRef(ref) ?? [])))
  }
  const sorted = [...definitions].sort(([left], [right]) => left.localeCompare(right))
  const own = isObject(top) ? top : {}
  return sorted.length === 0 ? own : { ...own, $defs: objectFrom(sorted) }

  function rewrite(value: unknown): unknown {
    if (isArray(value)) return value.map(rewrite)
    if (!isObject(value)) return value
    return objectFrom(
      Object.entries(value).map(([key, part]) =>
        key === '$ref' && typeof part === 'string'
          ? [key, refTo(['$defs', nameOf(part)])]
          : [key, rewrite(part)],
      ),
    )
  }

  function nameOf(ref: string): string {
    const known = names.get(ref)
    if (known !== undefined) return known
    const name = freshName(ref, new Set(names.values()))
    names.set(ref, name)
    waiting.push(ref)
    return name
  }
}

function freshName(ref: string, taken: ReadonlySet<string>): string {
  const keys = keysOfRef(ref) ?? []
  const isNamed = keys[0] === 'components' && keys[1] === 'schemas'
  const base = isNamed ? keys.slice(2).join('.') : keys.slice(-3).join('.')
  let name = base
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`
  return name
}
