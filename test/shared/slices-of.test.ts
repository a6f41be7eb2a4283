import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slicesOf } from '../../server/shared/slices-of.ts'

describe('slicesOf', () => {
  it('gives the whole list in order, in parts that are full but for the last', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (list, size) => {
        const slices = slicesOf(list, size)
        expect(slices.flat()).toEqual(list)
        expect(slices.slice(0, -1).every(({ length }) => length === size)).toBe(true)
        expect(slices.every(({ length }) => length >= 1 && length <= size)).toBe(true)
      }),
    )
  })
})
