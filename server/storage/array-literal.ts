const MUST_BE_ESCAPED = /["\\]/g

/**
 * An array of texts, numbers and booleans as PostgreSQL reads one; any other array as it is, for pg to write. What pg makes of each
 * element was a fifth of the garbage that a delivery leaves.
 */
export function arrayLiteral(values: readonly unknown[]): unknown {
  let text = ''
  for (const value of values) {
    const element = elementOf(value)
    if (element === undefined) return values
    text += text === '' ? element : `,${element}`
  }
  return `{${text}}`
}

function elementOf(value: unknown): string | undefined {
  if (value === null) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return undefined
  const isPlain = !value.includes('"') && !value.includes('\\')
  return `"${isPlain ? value : value.replaceAll(MUST_BE_ESCAPED, '\\$&')}"`
}
