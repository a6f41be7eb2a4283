import { describe, expect, it } from 'vitest'
import { newId, newSecret } from '../../server/shared/ids.ts'

describe('newId', () => {
  it('sorts in the order of making, also within a millisecond, and never repeats', () => {
    const ids = Array.from({ length: 5_000 }, () => newId())

    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids[0]).toMatch(/^[0-9a-z]{26}$/)
  })
})

describe('newSecret', () => {
  it('has 32 random bytes', () => {
    expect(Buffer.from(newSecret(), 'base64url').length).toBe(32)
    expect(newSecret()).not.toBe(newSecret())
  })
})
