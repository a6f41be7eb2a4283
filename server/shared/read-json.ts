import { AppError, messageOf } from './errors.ts'

/** Deeper bodies are refused everywhere: no vendor sends them, and recursive code has to end somewhere. */
export const MAX_JSON_DEPTH = 64

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENERS = new Set([0x5b, 0x7b])
const CLOSERS = new Set([0x5d, 0x7d])

/** Parses JSON that came from outside; throws INVALID with a reason for what is no JSON or nested too deep. */
export function readJson(text: string): unknown {
  if (nestsDeeperThan(text, MAX_JSON_DEPTH))
    throw new AppError('INVALID', `The body is nested deeper than ${MAX_JSON_DEPTH} levels.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('INVALID', `The body is not JSON: ${messageOf(error)}`, { cause: error })
  }
}

/** Counts brackets outside strings, so that the parser never recurses into what will be refused. */
export function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === QUOTE) index = endOfString(text, index)
    else if (OPENERS.has(code)) depth += 1
    else if (CLOSERS.has(code)) depth -= 1
    if (depth > limit) return true
  }
  return false
}

/** Where the string that begins at `start` has its closing quote. */
export function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === BACKSLASH) index += 1
    else if (code === QUOTE) return index
  }
  return text.length
}
