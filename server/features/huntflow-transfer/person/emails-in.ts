// Bounded parts: a long text costs no more than its length.
const ADDRESS = /(?<![\w.%+-])[\w%+-][\w.%+-]{0,63}@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/gi
const MOST_LETTERS = 254

/** The e-mail addresses of a text, as they are written there. */
export function emailsIn(text: string): readonly string[] {
  const byKey = new Map<string, string>()
  for (const [address] of text.matchAll(ADDRESS)) {
    const key = address.toLowerCase()
    if (isWellFormed(address) && !byKey.has(key)) byKey.set(key, address)
  }
  return [...byKey.values()]
}

function isWellFormed(address: string): boolean {
  const [local = '', domain = ''] = address.split('@')
  return (
    address.length <= MOST_LETTERS &&
    local.length <= 64 &&
    !local.includes('..') &&
    !local.endsWith('.') &&
    domain.split('.').every((label) => !label.startsWith('-') && !label.endsWith('-'))
  )
}
