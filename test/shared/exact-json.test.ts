import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printExactly, readExactly, withoutMark } from '../../server/shared/exact-json.ts'

const throughBoth = (text: string): string => printExactly(readExactly(text))

describe('readExactly and printExactly', () => {
  it.each([
    '9007199254740993',
    '{"a":[-12345678901234567890,{"b":0.1234567890123456789}],"9007199254740993":"9007199254740993"}',
    '[30023997515803312,-30023997515803312]',
    '[1e400,1e-400,0,1.5,"1e400"]',
  ])('keep %s to the last digit', (text) => {
    expect(throughBoth(text)).toBe(text)
  })

  it('keep every integer, and every other value as JSON does', () => {
    const value = fc.oneof(
      fc.bigInt().map(String),
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String),
      fc.jsonValue().map((json) => JSON.stringify(json)),
    )

    fc.assert(
      fc.property(fc.array(value), (values) => {
        const text = `[${values.join()}]`

        expect(throughBoth(text)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  it('take no text of others for a number', () => {
    const marked = readExactly('9007199254740993')

    expect(typeof marked).toBe('string')
    expect(withoutMark(String(marked))).toBe('9007199254740993')
    expect(withoutMark('number x 9007199254740993')).toBe('number x 9007199254740993')
    expect(throughBoth('"number x 9007199254740993"')).toBe('"number x 9007199254740993"')
  })

  it.each(['{9007199254740993:1}', '09007199254740993', '9007199254740993.', '[9007199254740993'])(
    'refuse %s',
    (text) => {
      expect(() => readExactly(text)).toThrow(/not JSON/)
    },
  )
})
