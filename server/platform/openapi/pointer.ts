import { valueAt } from './json.ts'

/** JSON pointer (RFC 6901) of a path of keys; '' is the whole value. */
export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export function keysOf(pointer: string): readonly string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

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
  const tokens = keys.map((key) =>
    encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1')),
  )
  return `#/${tokens.join('/')}`
}

export function lookUp(root: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((holder, key) => valueAt(holder, String(key)), root)
}
