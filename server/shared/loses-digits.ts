import { endOfString } from './read-json.ts'

const LENGTH_ALWAYS_KEPT = 15
const QUOTE = 0x22
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Would a number of this JSON text come out of parsing and printing with other digits? */
export function losesDigits(json: string): boolean {
  return inexactNumbers(json).next().done !== true
}

interface NumberInText {
  readonly token: string
  readonly start: number
}

/** The numbers that parsing and printing would change, where they stand. */
export function* inexactNumbers(json: string): Generator<NumberInText> {
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index)
    if (code === QUOTE) index = endOfString(json, index)
    else if (isNumberStart(code)) {
      NUMBER.lastIndex = index
      const [token = ''] = NUMBER.exec(json) ?? []
      if (!isExact(token)) yield { token, start: index }
      index += Math.max(0, token.length - 1)
    }
  }
}

function isNumberStart(code: number): boolean {
  return code === 0x2d || (code >= 0x30 && code <= 0x39)
}

// Exact is what prints as it was read: beyond 2^53 the same value may print other digits than it was given.
function isExact(token: string): boolean {
  if (token.length <= LENGTH_ALWAYS_KEPT && !/e/i.test(token)) return true
  const value = Number(token)
  return Number.isFinite(value) && digitsOf(String(value)) === digitsOf(token)
}

/** The digits that count, without sign, point, exponent and zeros at either end. */
function digitsOf(token: string): string {
  const [mantissa = ''] = token.toLowerCase().split('e')
  return mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '')
}
