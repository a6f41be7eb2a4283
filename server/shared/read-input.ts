import { AppError } from './errors.ts'
import { losesDigits } from './loses-digits.ts'
import { endOfString, readJson } from './read-json.ts'

const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * Reads JSON that means the same to every reader (RFC 7493): UTF-8, no key twice in an object, no half of a surrogate pair, no
 * number that a double does not hold.
 * Throws INVALID with a reason otherwise.
 */
export function readInput(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  const value = readJson(text)
  const key = findRepeatedKey(text)
  if (key !== undefined)
    throw new AppError(
      'INVALID',
      `The body has the key ${JSON.stringify(key.slice(0, 100))} twice in one object.`,
    )
  if (hasLoneSurrogate(value))
    throw new AppError('INVALID', 'The body has a text with half of a surrogate pair; it is no Unicode.')
  if (losesDigits(text))
    throw new AppError('INVALID', 'The body has a number with more digits than are kept; send it as a text.')
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new AppError('INVALID', 'The body is not UTF-8.', { cause: error })
  }
}

/** For text that is known to be JSON: there, only a key is followed by a colon. */
export function findRepeatedKey(json: string): string | undefined {
  const objects: Set<string>[] = []
  for (let index = 0; index < json.length; index += 1) {
    const char = json[index]
    if (char === '{') objects.push(new Set())
    else if (char === '}') objects.pop()
    else if (char === '"') {
      const end = endOfString(json, index)
      const key = keyAt(json, index, end)
      if (key !== undefined && objects.at(-1)?.has(key)) return key
      if (key !== undefined) objects.at(-1)?.add(key)
      index = end
    }
  }
  return undefined
}

const COLON_NEXT = /[ \t\n\r]*:/y

function keyAt(json: string, start: number, end: number): string | undefined {
  COLON_NEXT.lastIndex = end + 1
  return COLON_NEXT.test(json) ? String(JSON.parse(json.slice(start, end + 1))) : undefined
}

function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return LONE_SURROGATE.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, child]) => LONE_SURROGATE.test(key) || hasLoneSurrogate(child))
}
