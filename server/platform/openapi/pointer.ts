import { valueAt } from '../../shared/json.ts'
import { keysOf, tokenOf } from '../../shared/json-pointer.ts'

/** Keys of a local reference such as `#/components/schemas/Tag`; undefined when it is none. */
export function keysOfRef(ref: string): readonly string[] | undefined {
  if (!ref.startsWith('#/')) return undefined
  try {
    return keysOf(decodeURIComponent(ref.slice(1)))
  } catch {
    return undefined
  }
}

/** The fragment form, which keeps braces, blanks and per cent signs of paths legal in a URI. */
export function refTo(keys: readonly (string | number)[]): string {
  return `#/${keys.map((key) => encodeURIComponent(tokenOf(key))).join('/')}`
}

export function lookUp(root: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((holder, key) => valueAt(holder, String(key)), root)
}

const NAMED_BY = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])

/** Some documents refer to a value inside an example where a schema belongs; such a reference says nothing. */
export function leadsIntoExample(ref: string): boolean {
  const keys = keysOfRef(ref) ?? []
  return keys.some(
    (key, index) => (key === 'example' || key === 'examples') && !NAMED_BY.has(keys[index - 1] ?? ''),
  )
}
