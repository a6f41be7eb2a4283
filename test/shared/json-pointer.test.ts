import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysOf, pointerOf } from '../../server/shared/json-pointer.ts'

describe('a JSON pointer', () => {
  it.each([
    [[], ''],
    [[''], '/'],
    [['a', 0], '/a/0'],
    [['a/b', 'm~n', '~1'], '/a~1b/m~0n/~01'],
  ])('of %j is "%s"', (keys, pointer) => {
    expect(pointerOf(keys)).toBe(pointer)
  })

  it('gives its keys back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') })), (keys) => {
        expect(keysOf(pointerOf(keys))).toEqual(keys)
      }),
    )
  })
})
