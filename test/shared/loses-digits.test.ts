import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { losesDigits } from '../../server/shared/loses-digits.ts'

describe('losesDigits', () => {
  it.each([
    '9007199254740993',
    '[1, {"a": 12345678901234567890}]',
    '30023997515803312',
    '1e400',
    '1e-400',
    '1.23456789012345e-320',
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

  it('tells exactly the integers that print other digits than they had', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (integer) => {
        const printed = BigInt(Number(integer).toLocaleString('en', { useGrouping: false }))

        expect(losesDigits(`[${integer}]`)).toBe(printed !== integer)
      }),
      { numRuns: 1000 },
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
