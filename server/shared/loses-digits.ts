import { endOfString } from './read-json.ts'

const DIGITS_ALWAYS_KEPT = 15
const QUOTE = 0x22
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Does a number of this JSON text have more digits than a parsed value holds? */
export function losesDigits(json: string): boolean {
  return inexactNumbers(json).next().done !== true
}

interface NumberInText {
  readonly token: string
  readonly start: number
}

/** The numbers that parsing would change, where they stand. */
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

function isExact(token: string): boolean {
  const digits = digitsOf(token)
  const value = Number(token)
  if (!Number.isFinite(value)) return false
  if (digits === '') return true
  // More than a hundred digits is more than toPrecision can tell, and more than a number ever holds.
  if (value === 0 || digits.length > 100) return false
  if (digits.length <= DIGITS_ALWAYS_KEPT) return true
  // As JavaScript prints it, or as exactly as so many digits can: both name this very value.
  return digitsOf(String(value)) === digits || digitsOf(value.toPrecision(digits.length)) === digits
}

/** The digits that count, without sign, point, exponent and zeros at either end. */
function digitsOf(token: string): string {
  const [mantissa = ''] = token.toLowerCase().split('e')
  return mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '')
}
