import type { Violation } from '../../shared/errors.ts'
import { pointerOf } from '../../shared/json-pointer.ts'
import { endOfString } from '../../shared/read-json.ts'

const DIGITS_ALWAYS_KEPT = 15
const MAX_VIOLATIONS = 20
const QUOTE = 0x22
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Does a number of this JSON text have more digits than a parsed value holds? */
export function losesDigits(json: string): boolean {
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index)
    if (code === QUOTE) index = endOfString(json, index)
    else if (isNumberStart(code)) {
      NUMBER.lastIndex = index
      const [token = ''] = NUMBER.exec(json) ?? []
      if (!isExact(token)) return true
      index += Math.max(0, token.length - 1)
    }
  }
  return false
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

/** Numbers that lost digits when the request was parsed: sending them would write something else than was asked. */
export function inexactNumbers(part: Violation['in'], value: unknown): readonly Violation[] {
  const found: Violation[] = []
  const open: { readonly value: unknown; readonly pointer: string }[] = [{ value, pointer: '' }]
  for (let next = open.pop(); next !== undefined && found.length < MAX_VIOLATIONS; next = open.pop()) {
    if (typeof next.value === 'number' && isUnsafe(next.value))
      found.push({ in: part, pointer: next.pointer, message: MESSAGE })
    if (typeof next.value !== 'object' || next.value === null) continue
    for (const [key, child] of Object.entries(next.value))
      open.push({ value: child, pointer: next.pointer + pointerOf([key]) })
  }
  return found
}

const MESSAGE = `is beyond ${Number.MAX_SAFE_INTEGER}, where digits are lost; such numbers cannot be sent`

function isUnsafe(value: number): boolean {
  return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))
}
