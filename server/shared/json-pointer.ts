/** JSON pointer (RFC 6901) of a path of keys; '' is the whole value. */
export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${tokenOf(key)}`).join('')
}

/** One key as it stands between the slashes. */
export function tokenOf(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1')
}

export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}
