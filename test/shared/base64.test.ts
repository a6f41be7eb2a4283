import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBase64 } from '../../server/shared/base64.ts'

describe('a text that is Base64', () => {
  it('is whatever bytes become, padded or not', () =>
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect([text, text.replace(/=+$/, '')].map(isBase64)).toEqual([true, true])
      }),
    ))

  it.each(['?', 'QQ==A', 'QQ===', 'Q Q=', 'QQ\n', '-_', '\u0141', 'QQ==\0'])('is not %j', (text) => {
    expect(isBase64(text)).toBe(false)
  })

  it('may be as long as a file of 5 MB', () => {
    expect(isBase64('QUJD'.repeat(1_700_000))).toBe(true)
    expect(isBase64(`${'QUJD'.repeat(1_700_000)}!QQ=`)).toBe(false)
  })
})
