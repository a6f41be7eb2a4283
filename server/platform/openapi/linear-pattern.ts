import { RE2JS, RE2JSException } from 're2js'

interface Pattern {
  test(text: string): boolean
  /** The source: ajv keeps the patterns of a document apart by it. */
  toString(): string
}

/**
 * Matches in time proportional to the text, whatever the pattern: patterns of imported documents run here, and one of them could hang
 * the native engine. Undefined for what cannot be matched that way: look-around, back-references, very long counts.
 */
export function linearPattern(source: string): Pattern | undefined {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source))
    return { test: (text) => compiled.matcher(text).find(), toString: () => source }
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}
