import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeApiKey, newApiKey, readApiKey } from '../../../server/platform/access/api-key-format.ts'

describe('API keys', () => {
  it('name their workspace, whatever characters its id has', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), (workspaceId) => {
        const key = newApiKey(workspaceId)

        expect(looksLikeApiKey(key)).toBe(true)
        expect(readApiKey(key)).toEqual({ workspaceId })
      }),
    )
  })

  it('are never the same twice', () => {
    const keys = new Set(Array.from({ length: 100 }, () => newApiKey('w1')))

    expect(keys.size).toBe(100)
  })

  it.each(['', 'swy_', 'swy_w1_short', 'swy__'.padEnd(60, 'x'), `swy_w/1_${'a'.repeat(43)}`, 'eyJ.a.b'])(
    'are not read from %j',
    (text) => {
      expect(readApiKey(text)).toBeUndefined()
    },
  )
})
