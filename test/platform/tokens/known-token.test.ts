import { describe, expect, it } from 'vitest'
import { hashToken, isKnownToken } from '../../../server/platform/tokens/index.ts'

describe('isKnownToken', () => {
  it('knows the token behind the hash, and no other', () => {
    const stored = hashToken('one')

    const answers = ['one', 'onE', 'one ', ''].map((token) => isKnownToken(token, stored))

    expect(answers).toEqual([true, false, false, false])
  })

  it('knows nothing by a hash of another length', () => {
    const stored = hashToken('one').subarray(0, 31)

    const known = isKnownToken('one', stored)

    expect(known).toBe(false)
  })
})
