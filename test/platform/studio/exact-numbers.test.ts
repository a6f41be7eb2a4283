import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inexactNumbers, losesDigits } from '../../../server/platform/studio/exact-numbers.ts'

describe('losesDigits', () => {
  it.each([
    '9007199254740993',
    '[1, {"a": 12345678901234567890}]',
    '1e400',
    '1e-400',
    '0.1234567890123456789',
    '{"9007199254740991": -9007199254740995}',
  ])('is true for %s', (json) => {
    expect(losesDigits(json)).toBe(true)
  })

  it.each([
    '9007199254740991',
    '"9007199254740993"',
    '{"9007199254740993": "\\"9007199254740993"}',
    '[0, -0.0, 0e10, 1.50, 1e21, 0.1, 0.30000000000000004, 100000000000000000000]',
    '"unfinished 9007199254740993',
    '',
  ])('is false for %s', (json) => {
    expect(losesDigits(json)).toBe(false)
  })

  it('tells exactly the integers that parsing changes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (integer) => {
        const kept = BigInt(Number(integer)) === integer

        // Only a double that prints other digits is a loss: 10^23 prints as itself.
        const prints = BigInt(Number(integer).toLocaleString('en', { useGrouping: false })) === integer

        expect(losesDigits(`[${integer}]`)).toBe(!(kept || prints))
      }),
    )
  })

  it('never calls a number that JavaScript wrote itself inexact', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(losesDigits(JSON.stringify({ value }))).toBe(false)
      }),
    )
  })
})

describe('inexactNumbers', () => {
  it('names every number that lost digits, wherever it stands', () => {
    const body: unknown = JSON.parse('{"a": [1, 9007199254740993], "b/c": {"d": 1e400}, "e": 0.5, "f": "x"}')

    const violations = inexactNumbers('body', body)

    expect(violations.map(({ pointer }) => pointer).sort()).toEqual(['/a/1', '/b~1c/d'])
  })

  it('finds nothing in ordinary values', () => {
    expect(inexactNumbers('query', { page: 3, on: true, no: null, list: ['9007199254740993'] })).toEqual([])
  })

  it('does not recurse, however deep the value', () => {
    let deep: unknown = 9_007_199_254_740_992
    for (let level = 0; level < 50_000; level += 1) deep = [deep]

    expect(inexactNumbers('body', deep)).toHaveLength(1)
  })
})
