import type { Violation } from '../../shared/errors.ts'
import { pointerOf } from '../../shared/json-pointer.ts'

const MAX_VIOLATIONS = 20

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
