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
