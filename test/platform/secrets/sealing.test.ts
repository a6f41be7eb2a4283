import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isWrappedWithNewest,
  openWith,
  sealWith,
  unwrap,
  wrap,
} from '../../../server/platform/secrets/sealing.ts'

const key = randomBytes(32)
const other = randomBytes(32)

describe('sealWith', () => {
  it('opens to what was sealed, for any text and context', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, context) => {
        expect(openWith(key, context, sealWith(key, context, Buffer.from(text))).toString()).toBe(
          Buffer.from(text).toString(),
        )
      }),
    )
  })

  it('does not open with one bit changed, wherever it is', () => {
    const sealed = sealWith(key, 'a', Buffer.from('secret'))

    for (let index = 0; index < sealed.length; index += 1) {
      const damaged = Buffer.from(sealed)
      damaged.writeUInt8(damaged.readUInt8(index) ^ 1, index)
      expect(() => openWith(key, 'a', damaged)).toThrow()
    }
  })

  it('does not open in another context or with another key', () => {
    const sealed = sealWith(key, 'workspace-1/token', Buffer.from('secret'))

    expect(() => openWith(key, 'workspace-2/token', sealed)).toThrow()
    expect(() => openWith(other, 'workspace-1/token', sealed)).toThrow()
  })

  it('never gives the same bytes twice', () => {
    expect(sealWith(key, 'a', Buffer.from('x')).equals(sealWith(key, 'a', Buffer.from('x')))).toBe(false)
  })
})

describe('unwrap', () => {
  it('finds the key that wrapped among several', () => {
    const old = wrap({ newest: other, all: [other] }, 'k', Buffer.from('data key'))
    const ring = { newest: key, all: [key, other] }

    expect(unwrap(ring, 'k', old)?.toString()).toBe('data key')
    expect(isWrappedWithNewest(ring, old)).toBe(false)
    expect(isWrappedWithNewest(ring, wrap(ring, 'k', Buffer.from('x')))).toBe(true)
  })

  it('is undefined when the key is gone', () => {
    const wrapped = wrap({ newest: other, all: [other] }, 'k', Buffer.from('data key'))

    expect(unwrap({ newest: key, all: [key] }, 'k', wrapped)).toBeUndefined()
  })
})
